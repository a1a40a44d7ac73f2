using System.Diagnostics.CodeAnalysis;
using Messaging.Diagnostics.Plain;
using Messaging.Drivers;
using Messaging.Transports;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>A connection to one broker: clients send through it and servers listen on it. It owns one driver, chosen by the scheme of its
/// URL.</summary>
/// <remarks>
/// Create one for a process and share it. Safe for any number of threads. It reconnects by itself whenever the connection is lost. Stop
/// servers before it is disposed: a call that still waits for its reply then fails with <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class Transport : IAsyncDisposable
{
    private readonly TransportOptions _options;
    private int _disposed;

    private Transport(TransportUrl url, TransportOptions options)
    {
        Url = url;
        _options = options;
        LoggerFactory = PlainLoggerFactory.Over(options.LoggerFactory);
        Logger = LoggerFactory.CreateLogger("Messaging.Transport");
        var factory = options.Drivers.Find(url);
        var settled = UrlOptionSettling.Settle(url, factory.Oslo, Logger);
        CallTimeout = settled.GetTimeSpan(OsloSection.CallTimeout, options.CallTimeout);
        ServerConcurrency = settled.GetInt32(OsloSection.ServerConcurrency, options.ServerConcurrency);
        PingServers = settled.GetBoolean(OsloSection.PingServers, options.PingServers);
        Driver = factory.Create(UrlOptionSettling.ForDriver(settled), new DriverContext
        {
            LoggerFactory = LoggerFactory,
            TimeProvider = options.TimeProvider,
            ControlExchange = settled.Query.GetValueOrDefault(OsloSection.ControlExchange, options.ControlExchange),
            MaxMessageSize = options.MaxMessageSize,
            DriverOptions = options.DriverOptions,
        });
        Casts = new CastQueue(this, options.CastQueueCapacity);
    }

    /// <summary>The URL of the transport. Its text hides the password.</summary>
    public TransportUrl Url { get; }

    /// <summary>The current state of its connections; empty for a driver without connections, such as <c>memory</c>. Never
    /// blocks.</summary>
    public IReadOnlyList<ConnectionState> Connections => Driver is IConnectedDriver driver ? driver.Connections : [];

    /// <summary>The serializer of arguments and results, unless a contract has its own.</summary>
    public JsonPayloadSerializer Serializer => _options.Serializer;

    internal IDriver Driver { get; }

    internal TimeProvider TimeProvider => _options.TimeProvider;

    internal ILoggerFactory LoggerFactory { get; }

    internal TimeSpan CallTimeout { get; }

    internal int ServerConcurrency { get; }

    internal bool PingServers { get; }

    internal RemoteExceptionMap RemoteExceptions => _options.RemoteExceptions;

    internal ILogger Logger { get; }

    internal CastQueue Casts { get; }

    /// <summary>Opens a transport with default options: payloads are serialised by reflection.</summary>
    /// <param name="url">The URL, such as <c>rabbit://user:password@host:5672/vhost</c> or <c>memory://name</c>.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The transport, connected.</returns>
    /// <inheritdoc cref="OpenAsync(string, TransportOptions, CancellationToken)" path="/exception"/>
    [RequiresUnreferencedCode("Payloads are serialised by reflection. Pass TransportOptions with a source-generated serializer instead.")]
    [RequiresDynamicCode("Payloads are serialised by reflection. Pass TransportOptions with a source-generated serializer instead.")]
    public static Task<Transport> OpenAsync(string url, CancellationToken cancellationToken = default) =>
        OpenAsync(url, new TransportOptions(), cancellationToken);

    /// <summary>Opens a transport: finds the driver and connects, so that errors show now. Nothing is left open when it fails.</summary>
    /// <param name="url">The URL, such as <c>rabbit://user:password@host:5672/vhost</c> or <c>memory://name</c>.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The transport, connected.</returns>
    /// <exception cref="InvalidTransportUrlException">The URL is malformed, or has a part that the driver cannot use.</exception>
    /// <exception cref="DriverNotFoundException">No driver is registered for the scheme.</exception>
    /// <exception cref="ConnectionFailedException">The broker could not be reached within <see cref="TransportOptions.ConnectTimeout"/>, or
    /// refused the connection.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or <see cref="TransportOptions.DriverOptions"/> is not of the
    /// driver's type.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public static async Task<Transport> OpenAsync(string url, TransportOptions options, CancellationToken cancellationToken = default)
    {
        var transport = Create(url, options);
        try
        {
            await transport.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return transport;
        }
        catch
        {
            await transport.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Creates a transport without connecting: it connects when it is first used. For dependency injection, and for starting
    /// before the broker does.</summary>
    /// <param name="url">The URL, such as <c>rabbit://user:password@host:5672/vhost</c> or <c>memory://name</c>.</param>
    /// <param name="options">The options.</param>
    /// <returns>The transport.</returns>
    /// <exception cref="InvalidTransportUrlException">The URL is malformed, or has a part that the driver cannot use.</exception>
    /// <exception cref="DriverNotFoundException">No driver is registered for the scheme.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or <see cref="TransportOptions.DriverOptions"/> is not of the
    /// driver's type.</exception>
    public static Transport Create(string url, TransportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new Transport(TransportUrl.Parse(url, options.Drivers.Sections), options);
    }

    /// <summary>Connects now if it is not connected.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ConnectionFailedException">The broker could not be reached within <see cref="TransportOptions.ConnectTimeout"/>, or
    /// refused the connection.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    /// <exception cref="ObjectDisposedException">The transport was disposed.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout, TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await Driver.ConnectAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ConnectionFailedException(
                $"No connection to {Url} within {_options.ConnectTimeout.TotalSeconds:0.###} s. "
                    + "Check that the broker runs and can be reached.",
                isTransient: true, e);
        }
    }

    /// <summary>Sends the casts of <see cref="RpcClient.Cast(RpcContext?, string, object?)"/> that are still queued, for a few seconds at
    /// most, and closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await Casts.DisposeAsync().ConfigureAwait(false);
        await Driver.DisposeAsync().ConfigureAwait(false);
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
}
