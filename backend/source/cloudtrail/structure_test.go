package cloudtrail

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAStructureOfAthenaIsReadWithoutQuotes(t *testing.T) {
	for s, want := range map[string]string{
		`{type=IAMUser, username=ann}`:      `{"type":"IAMUser","userName":"ann"}`,
		`{type=Root, username=null, arn=}`:  `{"type":"Root"}`,
		`{username=Lee, Ann, type=IAMUser}`: `{"userName":"Lee, Ann","type":"IAMUser"}`,
		`{username=a=b, c=d, type=x}`:       `{"userName":"a=b, c=d","type":"x"}`,
		`{sessioncontext={attributes={mfaauthenticated=true}, sessionissuer={type=Role, username=r}}, type=AssumedRole}`: `{"sessionContext":{"attributes":{"mfaAuthenticated":"true"},"sessionIssuer":{"type":"Role","userName":"r"}},"type":"AssumedRole"}`,
		`[{arn=arn:aws:s3:::b, accountid=1, type=AWS::S3::Bucket}, {arn=x}]`:                                             `[{"arn":"arn:aws:s3:::b","accountId":"1","type":"AWS::S3::Bucket"},{"arn":"x"}]`,
		`{}`: `{}`, `[]`: `[]`,
	} {
		v, ok := parseStructure(s)
		require.True(t, ok, s)
		require.Equal(t, want, string(v.AppendJSON(nil, false)), s)
	}
	for _, s := range []string{``, `x`, `{`, `[`, `{type`, `{type=`, `{type=x`, `{unheard=x}`, `{type=x} y`, `[x]`, `{type={x}}`, strings.Repeat("[", 100_000), strings.Repeat("{attributes=", 100_000)} {
		_, ok := parseStructure(s)
		require.False(t, ok, "%.40s", s)
	}
}
