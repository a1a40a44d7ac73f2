using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>The state of a supervised connection, and since when. Guarded by its supervisor's lock.</summary>
internal sealed class LineHistory(string purpose, TimeProvider time)
{
    private DateTimeOffset _since = time.GetUtcNow();
    private DateTimeOffset? _lastOpen;
    private bool _wasDown;
    private long _back;

    public ConnectionStatus Status { get; private set; }

    /// <summary>The host in use, or the one tried last.</summary>
    public BrokerHost? Host { get; set; }

    /// <summary>Changes the state. Closed is final.</summary>
    public void Move(ConnectionStatus status)
    {
        if (status == Status || Status == ConnectionStatus.Closed)
        {
            return;
        }

        // A connection has been down since it was lost, however many attempts have failed since.
        var now = time.GetUtcNow();
        if (Status is ConnectionStatus.Open or ConnectionStatus.Idle || status is ConnectionStatus.Open or ConnectionStatus.Closed)
        {
            _since = now;
        }

        _lastOpen = Status == ConnectionStatus.Open ? now : _lastOpen;
        _wasDown |= Status == ConnectionStatus.Open || status is ConnectionStatus.Unreachable or ConnectionStatus.Refused;
        if (status == ConnectionStatus.Open && _wasDown)
        {
            Volatile.Write(ref _back, Math.Max(time.GetTimestamp(), 1));
        }

        Status = status;
    }

    /// <summary>Whether the connection came back, after a loss or a failed attempt, less than the given time ago. Needs no lock.</summary>
    public bool IsBackFor(TimeSpan most) => Volatile.Read(ref _back) is var back and not 0 && time.GetElapsedTime(back) < most;

    /// <summary>The state, for observers.</summary>
    public ConnectionState Describe(BrokerSession? open, ConnectionFailedException? error) => open is { Stop.Reason: { } reason }
        ? new(purpose, ConnectionStatus.Blocked, open.Stop.Since, _lastOpen, Host?.ToString(), reason)
        : new(
            purpose, Status == ConnectionStatus.Open && open is null ? ConnectionStatus.Connecting : Status, _since, _lastOpen,
            Host?.ToString(), error?.Message);
}
