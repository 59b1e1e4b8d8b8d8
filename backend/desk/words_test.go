package desk_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/encryption"
	"daybook/backend/export"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ingest"
	"daybook/backend/integrity"
	"daybook/backend/keys"
	"daybook/backend/ledger"
	"daybook/backend/proof"
	"daybook/backend/query"
	"daybook/backend/retention"
	"daybook/backend/witness"
)

// told are errors as packages return them, with the code for the page, and the sentence
// and hint for the window. A hint is "" if the sentence says what to do, or if nothing
// can be done.
var told = []struct {
	err                 error
	code, message, hint string
}{
	{context.Canceled, "cancelled", "Cancelled", ""},
	{ledger.ErrClosed, "closed", "No archive is open", "Open or make one first."},
	{archive.ErrNoEvent, "gone", "That event is not in the archive", ""},
	{archive.ErrOtherDue, "changed", "What is due has changed since it was shown", "Look at it again."},
	{archive.ErrFuture, "input", "That time has not come yet", ""},
	{fmt.Errorf("%w: H9", ledger.ErrNoHold), "gone", "That hold is not in force any more", ""},
	{archive.ErrTrouble, "damaged", "Nothing is purged while the record of the archive is damaged", "Verify the archive to see what is wrong."},
	{fmt.Errorf("%w: too long", retention.ErrHold), "input", "That hold cannot be placed: its name, reason or search is out of bounds", ""},
	{failure.New("sign for", "/a", &ledger.Doubt{Differs: []string{"the journal is shorter"}}), "doubt",
		"The archive is not as this computer last knew it, and is only read", "Put the folder back that this computer knew, or agree to this one."},
	{ledger.ErrNoDoubt, "gone", "The archive is as this computer knows it, and there is nothing to agree to", ""},
	{failure.New("sign for", "/a", &ledger.NoKeyError{ID: "ab12cd34", Err: keys.ErrUnreachable}), "no-key",
		"The key that signs for this archive cannot be used on this computer: key ab12cd34: the keychain does not answer",
		"Bring it here from the computer that has it, or agree to a new one."},
	{failure.New("open", "/a", &archive.LockedError{Path: "/a"}), "held", "/a was not opened: another program has it open; close it there and try again", ""},
	{failure.Newf("change", "/a", "%w (no space)", ledger.ErrReadOnly), "read-only", "Change /a: the archive is read-only (no space)", ""},
	{failure.New("open", "/a", folder.ErrUnreadable), "unreadable", "/a was not opened: cannot be read now",
		"That is no damage, and nothing was changed. Look whether the disk is there, and try again."},
	{failure.New("open", "/a", folder.Damagef("it is missing")), "damaged", "/a was not opened: damaged: it is missing", "Import the original file again, or open a copy of the archive."},
	{failure.Newf("open", "/a", "%w: tree is a link", folder.ErrMisplaced), "misplaced", "/a was not opened: not Daybook's own: tree is a link", ""},
	{failure.New("open", "/a", ledger.ErrNewer), "newer", "/a was not opened: made by a newer Daybook", ""},
	{failure.New("open", "/a", ledger.ErrNotArchive), "not-archive", "/a was not opened: not a Daybook archive", "Choose a folder that Daybook made."},
	{failure.Newf("write", "/a/x.csv", "%w; choose another folder", ledger.ErrInside), "input", "/a/x.csv was not written: that is in the archive's own folder; choose another folder", ""},
	{failure.New("write", "/a/x.csv", export.ErrInside), "input", "/a/x.csv was not written: that is in the archive's own folder; choose another folder", ""},
	{failure.New("import", "x.json", folder.ErrNoSpace), "space", "x.json was not imported: " + folder.ErrNoSpace.Error(), ""},
	{failure.New("open", "x.txt", ingest.ErrNotEvents), "not-events", "x.txt was not opened: not a file of events", ""},
	{failure.New("open", "x.zip", desk.ErrProof), "not-events", "x.zip was not opened: it is an evidence bundle that does not verify", ""},
	{&fs.PathError{Op: "open", Path: "/a", Err: fs.ErrPermission}, "permission", "/a was not opened: permission denied", "Choose a folder that you may write to."},
	{&query.DateError{Word: "31.02.", Hint: "No such day."}, "date", `"31.02." is no date that can be read`, "No such day."},
	{&desk.UnreadableError{Path: "/a/x", Err: fs.ErrNotExist}, "gone", "There is no file /a/x", "Look at its name and folder."},
	{&desk.UnreadableError{Path: "/a/x", Err: fs.ErrPermission}, "permission", "x may not be read by you", "Ask whom it belongs to for a copy."},
	{&desk.UnreadableError{Path: "/a/x", Err: ingest.ErrFolder}, "input", "x is a folder", "Choose a file."},
	{&desk.UnreadableError{Path: "/a/x", Err: ingest.ErrNotOrdinary}, "input", "x is no ordinary file", "Save what it gives to a file first."},
	{fmt.Errorf("event number 17 (%q): %w", "evt_1", export.ErrAlwaysShown), "input", "Event number 17 (\"evt_1\"): its event_id, category or action has a member who is left out, and is always shown", "Take that event out of the selection, or leave out other parts."},
	{failure.Newf("open", "x.zip", "%w, so its events cannot be taken in; ask for a bundle that is whole", proof.ErrRedacted), "not-events", "x.zip was not opened: parts of its events are left out, so its events cannot be taken in; ask for a bundle that is whole", ""},
	{&desk.UnreadableError{Path: "/a/x", Err: proof.ErrNotRegular}, "not-bundle", "x is no ordinary file", "Choose the file of the bundle itself."},
	{&desk.UnreadableError{Path: "/a/x", Err: failure.New("open", "x", ingest.ErrNotEvents)}, "not-events", "x was not opened: not a file of events", ""},
	{&witness.UnprovenError{Size: 7}, "unproven", "It does not prove that it continues the one of 7 events that you cosigned", "Ask its owner for one that does: they take the one that you cosigned back, and save another."},
	{witness.ErrOtherKey, "refused", "It is not cosigned: it is signed with another key than the one of the same archive that you cosigned", "Ask its owner. If the key was changed, cosign it on the command line, with the new key."},
	{witness.ErrSmaller, "refused", "It is not cosigned: it has fewer events than one of the same archive that you cosigned", "Ask its owner how that can be."},
	{witness.ErrNoName, "input", "This is the first checkpoint that you cosign, and you have no name as a witness yet", "Choose a name that others know you by."},
	{witness.ErrOtherName, "input", "You cosign under another name here", ""},
	{witness.ErrNoKey, "input", "It is of an archive that you did not cosign before, and does not name its key", "Ask its owner to save it with the present Daybook."},
	{witness.ErrKeyGone, "no-key", "Your key as a witness cannot be used", "Bring it back from the computer or the backup that has it."},
	{witness.ErrDamaged, "damaged", "What this computer keeps of what you cosigned is damaged", "Put the file back from a backup: without it nobody knows what you cosigned."},
	{witness.ErrBusy, "busy", "Another program of yours is cosigning; try again", ""},
	{ledger.ErrNotOurs, "refused", "It is no checkpoint that this archive continues", "Choose a file that a witness sent back for this archive."},
	{ledger.ErrNotBy, "refused", "The witness that you named did not cosign it", "Look whether it is the key of the witness who cosigned this file."},
	{ledger.ErrUncosigned, "refused", "Nobody cosigned it", "Send it to a witness, and take back what comes from there."},
	{integrity.ErrCosignature, "refused", "Not cosigned by the witness that it names", "The file was changed on its way; ask for it again."},
	{integrity.ErrKey, "input", "That is no key of a witness", "Paste it whole, as the witness sent it: a name, eight digits and the key."},
	{integrity.ErrSignature, "input", "The checkpoint is not signed by the key that it should be", "It was changed, or the key is another one."},
	{&desk.UnreadableError{Path: "/a/x", Err: encryption.ErrPassphrase}, "passphrase", "That passphrase does not open it", "It is another one, or the file was changed on its way."},
	{&desk.UnreadableError{Path: "/a/x", Err: encryption.ErrIdentity}, "identity", "None of the keys in that file opens it", "It was encrypted for others, or the file was changed on its way."},
	{&desk.UnreadableError{Path: "/a/x", Err: encryption.ErrNeedsKey}, "identity", "It is encrypted for keys, not by a passphrase", "Choose the file of the private key for which it was encrypted."},
	{&desk.UnreadableError{Path: "/a/x", Err: encryption.ErrDamaged}, "not-bundle", "It is encrypted, and damaged: it was changed or cut since it was made", "Ask for it again where it came from."},
	{encryption.ErrKeyPassphrase, "identity", "That is not the passphrase of the private key", ""},
	{encryption.ErrNeedsWord, "passphrase", "It is encrypted by a passphrase, not for keys", "Type the passphrase that came with it."},
	{encryption.ErrTooMuch, "not-bundle", "Trying a passphrase on it would take more than Daybook gives to a file of strangers; the program age opens it", ""},
	{encryption.ErrProtected, "identity", "A private key under a passphrase of its own, which cannot be asked for here; the program age asks for it", ""},
	{encryption.ErrNotIdentity, "identity", "No file of private keys: age writes these (AGE-SECRET-KEY-1…), and so does SSH", ""},
	{encryption.ErrPrivate, "input", "A private key, which is for opening a file: give the public key that belongs to it", ""},
	{encryption.ErrMixed, "input", "Keys that begin with age1pq1 withstand quantum computers only among themselves: encrypt for them alone, or for none of them", ""},
	{encryption.ErrTooMany, "input", sentenced(encryption.ErrTooMany), ""},
	{encryption.ErrShort, "input", sentenced(encryption.ErrShort), ""},
	{encryption.ErrLong, "input", sentenced(encryption.ErrLong), ""},
	{desk.ErrEncrypted, "encrypted", "It is encrypted", ""},
	{fmt.Errorf("%q is %w", "ann", encryption.ErrNotRecipient), "input", "\"ann\" is no public key for which a file can be encrypted: that begins with age1, ssh-ed25519 or ssh-rsa", ""},
	{&desk.Fault{Code: "own", Message: "As it is", Hint: "Leave it."}, "own", "As it is", "Leave it."},
	{errors.New("a lone word"), "unknown", "A lone word", ""},
}

func TestEachErrorHasACodeASentenceAndAHint(t *testing.T) {
	for _, c := range told {
		for _, err := range []error{c.err, errors.Join(c.err)} { // however deep it lies
			f := desk.Words(err)
			require.Equal(t, c.code, f.Code, c.err)
			require.NotEmpty(t, f.Message)
			require.Equal(t, c.hint, f.Hint, c.err)
			require.NotContains(t, f.Message, "\n")
		}
		require.Equal(t, c.message, desk.Words(c.err).Message)
	}
}

// Each error of the table has a row in told above that wraps it.
func TestNoErrorOfTheTableIsUntold(t *testing.T) {
	for _, of := range desk.Worded() {
		if of == desk.ErrTooMany || of == desk.ErrTooLong {
			continue // as Copy returns them: TestWhatIsTooMuchToCopyIsSaidWithItsNumber
		}
		found := false
		for _, c := range told {
			found = found || errors.Is(c.err, of)
		}
		require.True(t, found, of)
	}
}

func TestTheCommandLineSaysAnErrorInOneLineWithoutPackages(t *testing.T) {
	for _, c := range told {
		s := desk.Sentence(c.err)
		require.NotEmpty(t, s)
		require.NotContains(t, s, "\n")
		for _, name := range []string{"archive: ", "ledger: ", "folder: ", "ingest: ", "export: ", "keys: ", "integrity: "} {
			require.False(t, strings.HasPrefix(s, name) || strings.Contains(s, ": "+name), s)
		}
	}
	dir := t.TempDir()
	require.ErrorContains(t, desk.Opening("/no/such", fs.ErrNotExist), "daybook new /no/such")
	require.ErrorContains(t, desk.Opening(dir, failure.New("open", dir, folder.Damagef("it is missing"))), "restore the archive from a copy of the whole folder")
	require.ErrorContains(t, desk.Leaving(folder.Damagef("it is missing")), "nothing was written: import the original files again")
	both := errors.Join(&folder.Damage{Path: "x", Reason: "gone"}, errors.Join(&folder.Damage{Path: "y", Reason: "gone"}))
	require.Equal(t, "the archive is damaged: x: gone (and 1 more); what can be read is answered; for all that is wrong: daybook verify \"an archive\"", desk.Damaged("an archive", both))
	require.Equal(t, []string{"X: gone", "Y: gone"}, desk.Problems(both, 2))
	require.Equal(t, []string{"X: gone", "And 1 more. Verify counts all of them"}, desk.Problems(both, 1))
}

func TestWhatToDoWithoutAKeyDependsOnWhatCanBeDone(t *testing.T) {
	lost := failure.New("sign for", "/a", &ledger.NoKeyError{ID: "ab12cd34", Err: keys.ErrNotFound})
	require.Contains(t, desk.Way{Dir: "a b"}.ToAgree(lost), `daybook key "a b" --new --reason TEXT`)
	require.NotContains(t, desk.Way{Dir: "a", ReadOnly: true}.ToAgree(lost), "--new")
	require.Contains(t, desk.Way{Dir: "a", Trusting: true}.ToAgree(lost), "--new-key")
	require.Empty(t, desk.Way{}.ToAgree(lost))
	require.Empty(t, desk.Way{Dir: "a"}.ToAgree(fs.ErrNotExist))
	require.Contains(t, desk.Way{Dir: "a"}.ToAgree(ledger.ErrDoubt), "daybook trust a --reason TEXT")
}

func TestWhatIsTooMuchToCopyIsSaidWithItsNumber(t *testing.T) {
	a := newArchive(t)
	var all strings.Builder
	for i := range desk.MaxCopied + 1 {
		all.WriteString(line(fmt.Sprint("id", i)))
	}
	mustTake(t, a, write(t, t.TempDir(), "all.json", []byte(all.String())))
	before, err := archive.Look(a, (*archive.View).Info)
	require.NoError(t, err)
	_, err = desk.Copy(t.Context(), a, desk.CSV, desk.Request{Query: query.All(), Order: query.DefaultOrder()}, func(string) error { return errors.New("copied") })
	require.ErrorIs(t, err, desk.ErrTooMany)
	require.Equal(t, &desk.Fault{Code: "too-many", Message: "1,001 events are too many to copy", Hint: "Up to 1,000 events or 5 MB can be copied. Export them to a file instead."}, desk.Words(err))
	after, err := archive.Look(a, (*archive.View).Info)
	require.NoError(t, err)
	require.Equal(t, before.Journal, after.Journal)
}

// sentenced returns an error whose text has a number, as a sentence.
func sentenced(err error) string { return strings.ToUpper(err.Error()[:1]) + err.Error()[1:] }
