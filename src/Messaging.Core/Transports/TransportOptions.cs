using System.Diagnostics.CodeAnalysis;
using Messaging.Drivers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging;

/// <summary>The settings of a transport. Read when the transport is created; later changes have no effect.</summary>
/// <remarks>
/// A URL may set some of them by oslo's names, and takes precedence: <c>rpc_response_timeout</c>, <c>control_exchange</c>,
/// <c>executor_thread_pool_size</c>, <c>rpc_ping_enabled</c>.
/// </remarks>
public sealed class TransportOptions
{
    /// <summary>Creates options whose payloads are serialised by reflection.</summary>
    [RequiresUnreferencedCode(
        "Payloads are serialised by reflection. Pass a JsonPayloadSerializer over a source-generated context instead.")]
    [RequiresDynamicCode("Payloads are serialised by reflection. Pass a JsonPayloadSerializer over a source-generated context instead.")]
    public TransportOptions()
        : this(JsonPayloadSerializer.ByReflection())
    {
    }

    /// <summary>Creates options with a serializer of your own.</summary>
    /// <param name="serializer">Writes and reads payloads; with a source-generated context there is no reflection.</param>
    public TransportOptions(JsonPayloadSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        Serializer = serializer;
    }

    /// <summary>Writes and reads arguments and results.</summary>
    /// <value>By reflection, names in snake_case; see <see cref="JsonPayloadSerializer.ByReflection"/>.</value>
    public JsonPayloadSerializer Serializer { get; set; }

    /// <summary>The drivers to choose from by the scheme of the URL.</summary>
    /// <value><see cref="DriverRegistry.Default"/>.</value>
    public DriverRegistry Drivers { get; set; } = DriverRegistry.Default;

    /// <summary>The logger factory of the transport and everything on it.</summary>
    /// <value>A factory that logs nothing.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>The clock and the timers of the transport and everything on it.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The exchange of targets that name none, as oslo's <c>control_exchange</c>.</summary>
    /// <value><c>openstack</c>, as in oslo.messaging.</value>
    public string ControlExchange { get; set; } = "openstack";

    /// <summary>How long <see cref="Transport.OpenAsync(string, TransportOptions, CancellationToken)"/> tries to connect.</summary>
    /// <value>15 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The timeout of calls whose client sets none, as oslo's <c>rpc_response_timeout</c>; also how long a cast waits to be
    /// confirmed.</summary>
    /// <value>60 seconds.</value>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many methods run at a time in a server whose own options do not say, as oslo's <c>executor_thread_pool_size</c>; from 1
    /// to 60,000.</summary>
    /// <value>64, as in oslo.messaging.</value>
    public int ServerConcurrency { get; set; } = 64;

    /// <summary>Whether servers whose own options do not say answer pings, as oslo's <c>rpc_ping_enabled</c>; see
    /// <see cref="RpcServerOptions.Ping"/>.</summary>
    /// <value>False, as in oslo.messaging.</value>
    public bool PingServers { get; set; }

    /// <summary>The largest body, in bytes, that is accepted from the wire. A larger one is refused and logged.</summary>
    /// <value>128 MiB.</value>
    public int MaxMessageSize { get; set; } = 128 * 1024 * 1024;

    /// <summary>How many messages of <see cref="RpcClient.Cast(RpcContext?, string, object?)"/> may wait to be sent. Further ones are
    /// refused with an error.</summary>
    /// <value>10,000.</value>
    public int CastQueueCapacity { get; set; } = 10_000;

    /// <summary>The exceptions that a server's failure may become here. Any other failure becomes a
    /// <see cref="RemoteException"/>.</summary>
    /// <value>Empty.</value>
    public RemoteExceptionMap RemoteExceptions { get; set; } = new();

    /// <summary>Settings of the driver, of the driver's own type (<c>RabbitOptions</c>), or null for its defaults.</summary>
    /// <value>Null.</value>
    public object? DriverOptions { get; set; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Serializer);
        ArgumentNullException.ThrowIfNull(Drivers);
        ArgumentNullException.ThrowIfNull(LoggerFactory);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(RemoteExceptions);
        ArgumentException.ThrowIfNullOrEmpty(ControlExchange);
        Timeouts.Check(ConnectTimeout, nameof(ConnectTimeout));
        Timeouts.Check(CallTimeout, nameof(CallTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(ServerConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ServerConcurrency, 60_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageSize, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(CastQueueCapacity, 1);
    }
}
