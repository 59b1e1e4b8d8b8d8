package googleworkspace_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/source/sourcetest"
)

func TestAFlatActivityIsTheActivityThatItWas(t *testing.T) {
	want := sourcetest.Read(t, workspaceRecord).Events
	flat := `{"id":{"time":"2026-08-02T17:39:42.5Z","uniqueQualifier":"1","applicationName":"admin"},"actor":{"email":"ann@example.com"},"type":"USER_SETTINGS","name":"CREATE_USER","parameters":{"USER_EMAIL":"bob@example.com"}}`
	gam := sourcetest.Lines("name,actor.email,id.applicationName,id.time,id.uniqueQualifier,type,USER_EMAIL,DOMAIN_NAME", "CREATE_USER,ann@example.com,admin,2026-08-02T17:39:42.5Z,1,USER_SETTINGS,bob@example.com,")
	for name, text := range map[string]string{"flat": flat + "\n", "GAM": gam} {
		out := sourcetest.Read(t, text)
		require.Empty(t, out.Rejected, name)
		require.Equal(t, sourcetest.SixFields(want), sourcetest.SixFields(out.Events), name)
		require.Equal(t, event.DetailsHash(want[0].Details), event.DetailsHash(out.Events[0].Details), name)
		require.Len(t, out.Notes, 1, name)
		require.Contains(t, out.Notes[0], "1 activity is written flat", name)
	}
	typed := sourcetest.Read(t, strings.Replace(flat, `{"USER_EMAIL":"bob@example.com"}`, `{"A":true,"B":7,"C":["x","y"],"D":null,"E":{"who":"bob"}}`, 1)).Events[0]
	require.Equal(t, "ann@example.com created user (a true, b 7, c x, y, e {who: bob})", typed.Description)
	require.Contains(t, string(typed.Details), `{"name":"B","intValue":"7"}`)
	out := sourcetest.Read(t, strings.Replace(gam, ",\n", ",\nX,,,,,,,\n", 1))
	require.Len(t, out.Rejected, 1)
	require.Contains(t, out.Rejected[0], "line 3: no time")
	bools := sourcetest.Read(t, sourcetest.Lines("name,actor.email,id.applicationName,id.time,type,is_suspicious", "login_success,ann@example.com,login,2026-08-02T17:39:42Z,login,False")).Events[0]
	require.Equal(t, "ann@example.com signed in (is suspicious false)", bools.Description)
}
