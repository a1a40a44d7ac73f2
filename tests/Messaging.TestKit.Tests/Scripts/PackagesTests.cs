using System.Diagnostics;
using System.Runtime.Versioning;

namespace Messaging.TestKit.Tests;

/// <summary>What eng/packages.sh does with an apt that is played by a script: the scripts at the root install with it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PackagesTests : IDisposable
{
    private const string Locked = "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7 (unattended-upgr)";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packages-");

    private string Calls => File.ReadAllText(Path.Combine(_folder.FullName, "calls"));

    private string Policy => Path.Combine(_folder.FullName, "policy");

    public PackagesTests()
    {
        Program("sudo", "exec \"$@\"");
        Program("id", "echo 1000");
        Program("dpkg-query", "[ \"${@: -1}\" = there ] && printf installed");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("update")]
    [InlineData("install")]
    public async Task A_lock_that_another_holds_is_waited_for(string command)
    {
        Apt($"""if [ "$1" = {command} ] && ! [ -e again ]; then touch again; echo "{Locked}" >&2; exit 100; fi""");

        var result = await InstallAsync("there missing");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Waiting for apt, up to 600 s: Could not get lock /var/lib/dpkg/lock-frontend", result.Output, StringComparison.Ordinal);
        Assert.Contains("(unattended-upgr)", result.Output, StringComparison.Ordinal);
        Assert.Contains("install --yes --no-install-recommends missing (a policy forbids starts)", Calls, StringComparison.Ordinal);
        Assert.DoesNotContain("there", Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_is_held_to_the_end_is_the_reason_and_nothing_is_installed()
    {
        Apt($"""echo "{Locked}" >&2; exit 100""");

        var result = await InstallAsync("missing", patience: 0);

        Assert.Equal(75, result.ExitCode);
        Assert.Contains("reason: missing could not be installed: Could not get lock", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("install", Calls, StringComparison.Ordinal);
        Assert.False(File.Exists(Policy));
    }

    [Fact]
    public async Task A_package_that_is_not_to_be_had_is_the_reason_although_the_index_could_not_be_refreshed()
    {
        Apt("""
            [ "$1" = install ] || { echo "E: no network" >&2; exit 100; }
            echo "E: Unable to locate package missing" >&2; exit 100
            """);

        var result = await InstallAsync("missing");

        Assert.Equal(100, result.ExitCode);
        Assert.Contains("reason: missing could not be installed: Unable to locate package missing", result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Policy));
    }

    [Fact]
    public async Task When_nothing_is_missing_apt_is_left_alone()
    {
        Apt("exit 1");

        Assert.Equal(0, (await InstallAsync("there")).ExitCode);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "calls")));
    }

    private void Apt(string body) => Program(
        "apt-get",
        $"""
        echo "$@$([ -x {Policy} ] && echo ' (a policy forbids starts)')" >> calls
        {body}
        """);

    private void Program(string name, string body)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, $"#!/usr/bin/env bash\n{body}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task<ProcessResult> InstallAsync(string packages, int patience = 600)
    {
        var script = Path.Combine(SolutionFolder.Find()!, "eng", "packages.sh");
        var start = new ProcessStartInfo(
            "/usr/bin/env",
            [
                "bash", "-euc",
                $"""
                . '{script}'
                status=0
                install_packages {packages} || status=$?
                echo "reason: $apt_reason"
                exit "$status"
                """,
            ])
        {
            WorkingDirectory = _folder.FullName,
        };
        start.Environment["PATH"] = $"{_folder.FullName}:{start.Environment["PATH"]}";
        start.Environment["POLICY_RC_D"] = Policy;
        start.Environment["APT_PATIENCE"] = $"{patience}";
        return Processes.RunAsync(start);
    }
}
