package keys

import (
	"errors"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"
)

// fakeChain is a keychain in memory.
type fakeChain struct {
	secrets map[string]string
	err     error
	forgets bool          // it takes a secret and then does not have it
	hangs   chan struct{} // it answers when this is closed
}

func (c *fakeChain) wait() error {
	if c.hangs != nil {
		<-c.hangs
	}
	return c.err
}

func (c *fakeChain) Set(service, user, secret string) error {
	if err := c.wait(); err != nil {
		return err
	}
	if !c.forgets {
		c.secrets[service+"/"+user] = secret
	}
	return nil
}

func (c *fakeChain) Get(service, user string) (string, error) {
	if err := c.wait(); err != nil {
		return "", err
	}
	if s, ok := c.secrets[service+"/"+user]; ok {
		return s, nil
	}
	return "", keyring.ErrNotFound
}

func (c *fakeChain) Delete(service, user string) error {
	delete(c.secrets, service+"/"+user)
	return c.wait()
}

// with makes c the keychain, and an empty folder the folder of the user.
func with(t *testing.T, c chain) (folder string) {
	was := keychain
	t.Cleanup(func() { keychain = was })
	keychain = func() chain { return c }
	folder = filepath.Join(t.TempDir(), "config")
	t.Setenv("DAYBOOK_CONFIG", folder)
	return folder
}

func TestAKeyIsKeptInTheKeychainAndNowhereElse(t *testing.T) {
	c := &fakeChain{secrets: map[string]string{}}
	folder := with(t, c)
	place, err := Keep("a-1", "the secret")
	require.NoError(t, err)
	require.Equal(t, Keychain, place)
	require.NoDirExists(t, folder)
	got, err := Find("a-1", place)
	require.NoError(t, err)
	require.Equal(t, "the secret", got)
	_, err = Find("a-2", place)
	require.ErrorIs(t, err, ErrNotFound)
	c.err = errors.New("locked")
	_, err = Find("a-1", place)
	require.ErrorIs(t, err, ErrUnreachable)
	c.err = nil
	require.NoError(t, Forget("a-1", place))
	_, err = Find("a-1", place)
	require.ErrorIs(t, err, ErrNotFound)
}

// TestWithoutAKeychainAKeyIsAFileForItsOwnerAlone tries all the ways in which a
// keychain cannot be used.
func TestWithoutAKeychainAKeyIsAFileForItsOwnerAlone(t *testing.T) {
	hangs := make(chan struct{})
	defer close(hangs)
	for name, c := range map[string]chain{
		"there is none": nil,
		"it refuses":    &fakeChain{err: errors.New("locked")},
		"it forgets":    &fakeChain{forgets: true},
		"it hangs":      &fakeChain{secrets: map[string]string{}, hangs: hangs},
	} {
		t.Run(name, func(t *testing.T) {
			folder := with(t, c)
			place, err := Keep("a-1", "the secret")
			require.NoError(t, err)
			require.Equal(t, File, place)
			path := filepath.Join(folder, "keys", "a-1")
			for at, mode := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
				info, err := os.Stat(at)
				require.NoError(t, err)
				if runtime.GOOS != "windows" {
					require.Equal(t, mode, info.Mode().Perm(), at)
				}
			}
			got, err := Find("a-1", place)
			require.NoError(t, err)
			require.Equal(t, "the secret", got)
			require.NoError(t, Forget("a-1", place))
			require.NoError(t, Forget("a-1", place), "twice")
			_, err = Find("a-1", place)
			require.ErrorIs(t, err, ErrNotFound)
		})
	}
	with(t, &fakeChain{secrets: map[string]string{}, hangs: hangs})
	_, err := Find("a-1", Keychain)
	require.ErrorIs(t, err, ErrUnreachable, "two seconds are all that it gets")
}

func TestWithoutHOMEKeysAreWhereTheyAreWithIt(t *testing.T) {
	me, err := user.Current()
	require.NoError(t, err)
	if runtime.GOOS == "windows" || !filepath.IsAbs(me.HomeDir) {
		t.Skip("this user has no home folder on record")
	}
	for _, name := range []string{"DAYBOOK_CONFIG", "XDG_CONFIG_HOME"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", me.HomeDir)
	want, err := Folder()
	require.NoError(t, err)
	t.Setenv("HOME", "")
	SetHome()
	got, err := Folder()
	require.NoError(t, err)
	require.Equal(t, want, got)

	t.Setenv("HOME", "/home/other")
	SetHome()
	require.Equal(t, "/home/other", os.Getenv("HOME"), "what is set stays")
}

func TestWithoutHOMETheSystemSaysWhereItIs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there it is not asked for")
	}
	me, err := user.Current()
	require.NoError(t, err)
	require.NotEmpty(t, me.HomeDir)
	t.Setenv("HOME", "")
	SetHome()
	require.Equal(t, me.HomeDir, os.Getenv("HOME"))
	t.Setenv("HOME", "/elsewhere")
	SetHome()
	require.Equal(t, "/elsewhere", os.Getenv("HOME"))
}

func TestWhereThereIsNoFolderForKeysItIsSaidWhatToSet(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the variables are others there")
	}
	for _, name := range []string{"DAYBOOK_CONFIG", "XDG_CONFIG_HOME", "HOME"} {
		t.Setenv(name, "")
	}
	for _, base := range []string{"", "relative"} {
		t.Setenv("XDG_CONFIG_HOME", base)
		_, err := Folder()
		require.ErrorContains(t, err, "there is no folder for keys and settings: set HOME, or DAYBOOK_CONFIG, to a folder of yours")
		_, err = Keep("a-1", "x")
		require.ErrorContains(t, err, "there is no folder for keys and settings: set HOME, or DAYBOOK_CONFIG, to a folder of yours")
	}
}

func TestANameOfAKeyIsNoPath(t *testing.T) {
	with(t, nil)
	for _, name := range []string{"", "..", "../a", "a/b", `a\b`, "a b", "ä", "a.b"} {
		_, err := Keep(name, "x")
		require.Error(t, err, name)
		_, err = Find(name, File)
		require.Error(t, err, name)
		require.Error(t, Forget(name, File), name)
	}
}

func TestTheKeychainCanBeSwitchedOff(t *testing.T) {
	t.Setenv("DAYBOOK_KEYCHAIN", "off")
	require.Nil(t, keychain())
}
