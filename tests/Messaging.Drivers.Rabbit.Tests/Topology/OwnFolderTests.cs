using System.Diagnostics;
using System.Runtime.Versioning;
using Messaging.Drivers.Rabbit.Topology;

namespace Messaging.Drivers.Rabbit.Tests.Topology;

[SupportedOSPlatform("linux")]
public sealed class OwnFolderTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        File.Delete(_path + ".file");
        if (Directory.Exists(_path))
        {
            Directory.Delete(_path);
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_made_for_us_alone_and_taken_again()
    {
        OwnFolder.Ensure(_path);
        OwnFolder.Ensure(_path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_path));
    }

    [Fact]
    public async Task A_folder_of_another_user_is_refused()
    {
        // Any but that of root is root's to give away, and that of root is another's for whoever is not root.
        var path = "/";
        if (Environment.IsPrivilegedProcess)
        {
            OwnFolder.Ensure(path = _path);
            using var chown = Process.Start("chown", ["1", path]);
            await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var error = Assert.Throws<UnauthorizedAccessException>(() => OwnFolder.Ensure(path));
        Assert.Contains("another user", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_open_to_others_is_refused()
    {
        OwnFolder.Ensure(_path);
        File.SetUnixFileMode(_path, File.GetUnixFileMode(_path) | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        var error = Assert.Throws<UnauthorizedAccessException>(() => OwnFolder.Ensure(_path));
        Assert.Contains("open to other users", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_folder_is_refused()
    {
        OwnFolder.Ensure(_path);
        var link = Directory.CreateSymbolicLink(_path + ".file", _path);
        var error = Assert.Throws<UnauthorizedAccessException>(() => OwnFolder.Ensure(link.FullName));
        Assert.Contains("a link", error.Message, StringComparison.Ordinal);
    }
}
