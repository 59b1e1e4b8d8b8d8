// Package proof verifies evidence bundles, alone: without an archive, a store or a
// network. It owns the format of a bundle, which package export writes, and the words in
// which a verdict is given.
//
// # Words
//
// A bundle is what an archive hands over: events, and what proves them. Each event has four
// parts (package event): what, member, description and details. A part that is left out of
// a bundle is represented by its commitment; a bundle with such parts is redacted.
//
// # The bag
//
// A bundle is a BagIt 1.0 bag (RFC 8493) in one folder, as a zip or unpacked. The folder is
// named for the time at which the bundle was made, evidence-20060102T150405Z. It has these
// files and no others, and the zip has them in this order:
//
//	bagit.txt                that it is a bag
//	data/events.jsonl        each event, one a line, with what its leaf is computed from
//	data/activity.json       the same events in the same order, the six fields as JSON
//	data/activity.csv        the same as CSV
//	data/proofs              the leaf hashes of the events, and the nodes that lead to the root
//	data/consistency         earlier trees of the archive, and the proofs that this one continues them
//	data/checkpoint          size and root of the tree, signed, perhaps cosigned
//	data/key.pub             the archive's public key
//	data/HOW-TO-VERIFY.txt   how to check all this by public tools
//	data/report.html         what the bundle is, to read and to print
//	data/manifest.json       what the bundle is, for programs: a Manifest
//	bag-info.txt             when, of what, how much
//	manifest-sha256.txt      the SHA-256 of each file in data
//	statement.dsse.json      the statement over all files above, signed
//	tagmanifest-sha256.txt   the SHA-256 of the four files of the bag itself
//
// Every text file is UTF-8 and ends in LF, but for activity.csv, which ends in CRLF. In the
// folder, `sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt` says OK for each file.
//
// # Files of the bag itself
//
// They follow from the others to the byte. hex is lower-case hexadecimal, N a decimal number.
// bagit.txt:
//
//	BagIt-Version: 1.0
//	Tag-File-Character-Encoding: UTF-8
//
// bag-info.txt, with the day (UTC) and the archive's id of manifest.json, the bytes of all
// files in data, and their number:
//
//	Bag-Software-Agent: Daybook
//	Bagging-Date: 2026-08-03
//	External-Identifier: 0f3a8b1e-6c1d-4f0a-9b8e-2d5c7a914e60
//	Payload-Oxum: 123456.10
//
// manifest-sha256.txt and tagmanifest-sha256.txt, in the order above, a line for each file:
//
//	<hex SHA-256>  data/events.jsonl
//
// the second for bagit.txt, bag-info.txt, manifest-sha256.txt and statement.dsse.json.
//
// # The statement
//
// statement.dsse.json is a DSSE envelope (github.com/secure-systems-lab/dsse) in one line,
// without spaces:
//
//	{"payload":"<base64>","payloadType":"application/vnd.in-toto+json","signatures":[{"keyid":"<name>+<hash>","sig":"<base64>"}]}
//
// base64 is the standard one with padding. keyid is the first two of the three parts of
// key.pub. sig is the 64 bytes of an Ed25519 signature by that key over
//
//	"DSSEv1 28 application/vnd.in-toto+json " <bytes of the payload, decimal> " " <payload>
//
// which can be no note, since a note ends in LF and this ends in "}". payload is an in-toto
// Statement v1 in one line, without spaces, and without a LF at its end:
//
//	{"_type":"https://in-toto.io/Statement/v1",
//	 "subject":[{"name":"bagit.txt","digest":{"sha256":"<hex>"}}, ...],
//	 "predicateType":"urn:daybook:evidence:2",
//	 "predicate":{"archive":"<id>","tree_size":N,"root":"<hex>",
//	  "manifest":{"name":"data/manifest.json","digest":{"sha256":"<hex>"}}}}
//
// (its line ends here are for reading). The subjects are the files above in their order but
// statement.dsse.json and tagmanifest-sha256.txt; id is that of manifest.json, N and root are
// those of the checkpoint. A verifier makes the payload again and compares it.
//
// So the signature covers each file but itself and tagmanifest-sha256.txt, and these two
// have one form: no byte of a bundle can change unnoticed. Whoever has another key can make
// all of it anew; against that, only what the reader knows of the key helps (see Expected).
//
// # events.jsonl
//
// A line for each event, without spaces between tokens. An event that is whole:
//
//	{"number":17,"salt":"<32 hex>","event_id":"...","actor":"...","category":"...","action":"...","description":"...","timestamp":"...","details":"..."}
//
// number is its number in the tree, salt that of the event; details is the text of the
// source's own record, "" where there is none. An event of which a part is left out:
//
//	{"number":17,"what":{"salt":"<32 hex>","event_id":"...","category":"...","action":"...","timestamp":"..."},"member":M,"description":D,"details":T}
//
//	M   {"salt":"<32 hex>","actor":"..."}         or left out {"commitment":"<64 hex>","name":"Member 3"}
//	D   {"salt":"<32 hex>","description":"..."}   or left out {"commitment":"<64 hex>"}
//	T   {"salt":"<32 hex>","details":"..."}       or left out {"commitment":"<64 hex>"}, or {} where there are none
//
// with the salts of the parts, never that of the event. At least one of M, D, T is left out.
// Texts and times are written as in activity.json. From such a line the commitments and the
// leaf of the event are computed (package event); {} has the commitment of 32 zero bytes,
// which is never written. A name stands for one member throughout the bundle: the names are
// Member 1, Member 2, ... in the order in which they first occur. That they stand for
// one member each is the word of whoever made the bundle, and not proved. In a bundle with
// names no actor that is shown has the form of one.
//
// # activity.json and activity.csv
//
// As package export writes them of the events of events.jsonl, in that order. A member who
// is left out has the name as actor, a description that is left out is "(left out)".
// activity.csv has a byte order mark if and only if a character outside ASCII occurs in it.
//
// # proofs
//
// Lines of text; N and the numbers are decimal, hashes hexadecimal:
//
//	daybook proofs 1
//	tree 1000000 <root>           leaves and root of the tree
//	event 17 <hash>               for each event of the bundle, by number: its leaf hash
//	node 3 5 <hash>               level, number and hash of each node that is needed
//	                              beside, by level and number (integrity.SubsetProof)
//
// Without events it has the first two lines alone.
//
// # consistency
//
//	daybook consistency 1
//	tree 1000000 <root>           leaves and root of the tree
//	earlier 5000 <root>           for each earlier checkpoint, by size: its leaves and root
//	hash <hash>                   each hash of the proof that the tree continues it, in
//	                              the order of RFC 6962 (integrity.ConsistencyProof)
//	note <line>                   below one of them at most: each line of its signed note,
//	                              as witnesses cosigned it
//
// # checkpoint and key.pub
//
// checkpoint is a signed note (C2SP signed-note) with the text of C2SP tlog-checkpoint. Its
// first signature is by the archive's key; others may follow, such as cosignatures of
// witnesses (C2SP tlog-cosignature). key.pub is the verifier key of the note, with a LF. The
// fingerprint of a key is twelve words, one for each of the first twelve bytes of the
// SHA-256 of key.pub with its LF, from the list words.txt (line n+1 for a byte n).
//
// # manifest.json
//
// A Manifest as encoding/json writes it, indented by two blanks, without escapes for HTML,
// and a LF; so a key that is unknown, missing, twice or out of order is a fault. Its files are
// those of data but itself, by their names in data. report.html is made from the manifest and
// the first ReportEvents events by RenderReport; a verifier makes it again and compares.
//
// In a redacted bundle left_out counts what is left out, and no text of the manifest has a
// text that is left out: such a text is "(left out)" as a whole. Where the query has words
// or members, these are left out (left_out.query): its words, typed, query and members
// are "(left out)", and only its categories, actions, imports and times can be compared with
// the events. Of imports of which an event has a part left out, bytes is 0 and sha256
// "(left out)", since both tell something of a short file.
//
// # The zip
//
// Every header follows from the bytes of the files and from the time at which the bundle
// was made: see Header. A zip of the same files that another program made, or the unpacked
// folder, is as true as the one that was written, and the verdict says which it is.
//
// # Invariant
//
// A verdict without problems says who signed only as far as Expected knows the key: all that
// a bundle says of itself, a stranger can say too.
package proof
