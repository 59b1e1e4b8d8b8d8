package ledger

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTheReminderSaysHowLongItIs(t *testing.T) {
	require.Equal(t, "No checkpoint of this archive was ever saved elsewhere, and its first import was 1,200 days ago.", (&Overdue{Days: 1200}).Words())
	require.Equal(t, "The last checkpoint left this computer 31 days ago, and the archive has changed since.", (&Overdue{Last: time.Unix(1, 0), Days: 31}).Words())
}

func TestTheJournalSaysWhoCosignedAndWhatWasProved(t *testing.T) {
	say := func(kind string, data any) string {
		b, err := json.Marshal(data)
		require.NoError(t, err)
		words, err := SayData(kind, b)
		require.NoError(t, err)
		return words
	}
	taken := CosignedTaken{
		Checkpoint: "daybook/x\n1204\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— daybook/x AAAA\n",
		Witnesses:  []string{"witness/ann+67f7aea0+AA==", "witness/bob+2e1a8dc9+AA=="},
	}
	require.Equal(t, "Took back the checkpoint of 1,204 events, cosigned by witness/ann (key 67f7aea0), witness/bob (key 2e1a8dc9).", say(KindCosigned, taken))
	require.Equal(t, "Took back a checkpoint, cosigned by .", say(KindCosigned, CosignedTaken{}), "of a line that cannot be read")
	require.Equal(t, `Wrote the proof of one event to "p": event number 7.`, say(KindProof, Handover{File: "p", Asked: Asked{Words: "event number 7"}}))
}
