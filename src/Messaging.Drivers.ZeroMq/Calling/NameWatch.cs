using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Messaging.Drivers.ZeroMq.Addressing;
using Messaging.Drivers.ZeroMq.Connections;
using Messaging.Drivers.ZeroMq.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.ZeroMq.Calling;

/// <summary>Asks DNS again and again where the servers are, and has the peers follow.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has neither a timer nor a wait handle to dispose.")]
internal sealed class NameWatch(ZeroMqSettings settings, PeerSet peers, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(250);

    private readonly Redial _pace = new(LeastPause, settings.DnsInterval > LeastPause ? settings.DnsInterval : LeastPause, time);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<PeerAddress, PeerAddress[]> _known = [];
    private readonly ConcurrentDictionary<PeerAddress, string> _troubles = new();

    /// <summary>Whether every name was looked up at least once, with or without success.</summary>
    public bool HasLooked { get; private set; }

    /// <summary>The names that cannot be resolved, and why.</summary>
    public IEnumerable<string> Troubles =>
        _troubles.Select(static trouble => $"The name {trouble.Key.Host} cannot be resolved ({trouble.Value}).");

    /// <summary>A request waits for a server: DNS is asked soon.</summary>
    public void Hurry() => _pace.Hurry();

    public void Stop() => _stop.Cancel();

    /// <summary>Asks until it is stopped. Never throws.</summary>
    public async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            _pace.Begin();
            List<PeerAddress> now = [];
            foreach (var name in settings.Addresses)
            {
                await LookAsync(name).ConfigureAwait(false);
                now.AddRange(_known.GetValueOrDefault(name) ?? []);
            }

            HasLooked = true;
            peers.Replace([.. now.Distinct()]);
            await _pace.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Resolves one name. While that fails, the known addresses are kept.</summary>
    private async Task LookAsync(PeerAddress name)
    {
        using var timeout = new CancellationTokenSource(settings.HandshakeTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        try
        {
            var found = await settings.Resolve(name.Host, both.Token).ConfigureAwait(false);
            if (found.Length == 0)
            {
                throw new SocketException((int)SocketError.NoData);
            }

            PeerAddress[] addresses = [.. found.Select(address => new PeerAddress(address.ToString(), name.Port)).Order(ByText.Instance)];
            _troubles.TryRemove(name, out _);
            if (!addresses.AsSpan().SequenceEqual(_known.GetValueOrDefault(name)))
            {
                _known[name] = addresses;
                ZeroMqLog.NameLeads(logger, name.Host, string.Join(", ", addresses.Select(address => address.ToString())));
            }
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            var trouble = e is OperationCanceledException ? "it does not answer" : e.Message;
            if (_troubles.GetValueOrDefault(name) != trouble)
            {
                _troubles[name] = trouble;
                ZeroMqLog.NameNotResolved(logger, name.Host, trouble);
            }
        }
        catch (Exception)
        {
            // Stopped.
        }
    }

    /// <summary>DNS rotates its addresses; sorting them shows whether anything changed.</summary>
    private sealed class ByText : IComparer<PeerAddress>
    {
        public static readonly ByText Instance = new();

        public int Compare(PeerAddress? x, PeerAddress? y) => string.CompareOrdinal(x!.Host, y!.Host);
    }
}
