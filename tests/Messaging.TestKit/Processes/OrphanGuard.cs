using System.Diagnostics;

namespace Messaging.TestKit;

/// <summary>
/// Cleans up after a test process that ends without disposing: killed by a runner's timeout, crashed, or stopped in a debugger.
/// One small shell a test process reads what is to be cleaned up from a pipe; when the pipe closes, for whatever reason, it kills
/// the processes that are left and removes the folders.
/// </summary>
internal static class OrphanGuard
{
    // Entries are kept one a line, so that a folder's name may hold spaces; hence the newline as the only field separator.
    private const string Script =
        """
        set -f
        trap '' INT TERM HUP
        list=
        IFS='
        '
        while read -r line; do
          entry=${line#? }
          kept=
          for e in $list; do [ "$e" = "$entry" ] || kept="$kept$e
        "; done
          case $line in +*) kept="$kept$entry
        " ;; esac
          list=$kept
        done
        for e in $list; do case $e in /*) ;; *) kill -9 "$e" 2>/dev/null ;; esac; done
        for e in $list; do case $e in /*) rm -rf -- "$e" ;; esac; done
        """;

    private static readonly Lock Sync = new();
    private static StreamWriter? _list;

    public static void Watch(int processId) => Write($"+ {processId}");

    public static void Forget(int processId) => Write($"- {processId}");

    public static void Watch(DirectoryInfo folder) => Write($"+ {folder.FullName}");

    public static void Forget(DirectoryInfo folder) => Write($"- {folder.FullName}");

    private static void Write(string line)
    {
        lock (Sync)
        {
            _list ??= StartShell().StandardInput;
            _list.WriteLine(line);
            _list.Flush();
        }
    }

    // All three streams are redirected: a shell that held on to the test process's output would keep its runner waiting.
    internal static Process StartShell() =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        }) ?? throw new InvalidOperationException("/bin/sh did not start.");
}
