using System.Diagnostics;
using System.Globalization;
using Messaging;

namespace DotnetPeer.Driving;

/// <summary>Many callers at once, each call with a value of its own that must come back.</summary>
internal sealed class Load(RpcClient client, PeerCommand command)
{
    private const int ErrorsShown = 10;

    private readonly Lock _lock = new();
    private readonly List<string> _errors = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _calls;
    private int _failed;
    private int _wrong;

    public async Task<Dictionary<string, object?>> RunAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, command.Callers).Select(CallAsync));
        return new() { ["calls"] = _calls, ["failed"] = _failed, ["wrong"] = _wrong, ["errors"] = _errors };
    }

    private async Task CallAsync(int caller)
    {
        for (var i = 0; GoesOn(i); i++)
        {
            var value = string.Create(CultureInfo.InvariantCulture, $"{command.Prefix ?? "v"}-{caller}-{i}");
            Interlocked.Increment(ref _calls);
            try
            {
                if (await client.CallAsync<string>(null, command.Method, new { value }) != value)
                {
                    Interlocked.Increment(ref _wrong);
                }
            }
            catch (MessagingException e)
            {
                Fail($"{value} {e.GetType().Name}: {e.Message}");
            }
        }
    }

    private bool GoesOn(int number) => command.Seconds is { } seconds
        ? Stopwatch.GetElapsedTime(_started).TotalSeconds < seconds
        : number < command.Calls;

    private void Fail(string error)
    {
        lock (_lock)
        {
            _failed++;
            if (_errors.Count < ErrorsShown)
            {
                _errors.Add(error);
            }
        }
    }
}
