package ledger

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/integrity"
)

func TestTheJournalAndACheckpointSayNumbersAsTheWindowDoes(t *testing.T) {
	say := func(kind string, data any) string {
		b, err := json.Marshal(data)
		require.NoError(t, err)
		words, err := SayData(kind, b)
		require.NoError(t, err)
		return words
	}
	imported := ImportPlanned{Import: 2, File: "100%d.json", Read: 12_345, Added: 1_234, Duplicates: 1}
	require.Equal(t, `Made import 2: "100%d.json", 12,345 read, 1,234 added, 1 duplicate, 0 conflicts, 0 rejected.`, say(KindImported, imported))
	require.Equal(t, "Purged 1,000,000 events.", say(KindPurged, map[string]int{"count": 1_000_000}))
	require.Equal(t, "Verified 1 event and found 2,000 problems, the first: 100%d of it.", say(KindVerified, Verified{Events: 1, Problems: 2_000, First: "100%d of it"}))

	compared := Comparison{Same: true, Then: integrity.Checkpoint{Size: 5_000}, Now: integrity.Checkpoint{Size: 6_500}, Lines: 1_200}
	proves, _ := compared.Words()
	require.Contains(t, proves, "Each of the 5,000 events")
	require.Contains(t, proves, "1,500 were added since")
	require.Contains(t, proves, "The 1,200 lines that the journal had then")
}
