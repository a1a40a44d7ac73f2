using System.Net.Security;
using System.Net.Sockets;
using Messaging.Drivers.Thrift.Diagnostics;
using Messaging.Drivers.Thrift.Securing;
using Messaging.Drivers.Thrift.Wire;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>A port bound by our servers: admits clients, recognises the dialect of each, and serves it.</summary>
internal sealed class ServicePort : IAsyncDisposable
{
    private static readonly TimeSpan WriteTime = TimeSpan.FromSeconds(30);

    private readonly string _address;
    private readonly ThriftSettings _settings;
    private readonly DriverContext _context;
    private readonly ILogger _logger;
    private readonly BackgroundWork _running;
    private readonly Acceptor _acceptor;
    private readonly SslServerAuthenticationOptions? _tls;

    /// <exception cref="ConnectionFailedException">TLS is turned on, and there is no certificate.</exception>
    public ServicePort(
        Socket listening, string address, ThriftSettings settings, DriverContext context, ILogger logger, BackgroundWork running)
    {
        _address = address;
        _settings = settings;
        _context = context;
        _logger = logger;
        _running = running;
        _tls = settings.IsTls ? TlsFiles.ForServer(settings) : null;
        Intake = new CallIntake(settings, context, address, logger, running);
        _acceptor = new Acceptor(listening, address, settings, context.TimeProvider, SecureAsync, ServeAsync, logger);
        ThriftLog.PortBound(logger, address);
    }

    public CallIntake Intake { get; }

    /// <summary>Begins to admit clients. Calling it again changes nothing.</summary>
    public void Start() => _acceptor.Start();

    public async ValueTask DisposeAsync()
    {
        await _acceptor.DisposeAsync().ConfigureAwait(false);
        Intake.Dispose();
        ThriftLog.PortClosed(_logger, _address);
    }

    private async Task<Stream> SecureAsync(Socket socket, CancellationToken cancellationToken)
    {
        Stream stream = new NetworkStream(socket, ownsSocket: false);
        if (_tls is null)
        {
            return stream;
        }

        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsServerAsync(_tls, cancellationToken).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Serves a client until it leaves, which it may do at any time without notice.</summary>
    private async Task ServeAsync(Stream stream, string peer, CancellationToken stop)
    {
        try
        {
            await ServeAnyAsync(stream, peer, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or DeliveryException)
        {
            ThriftLog.ConnectionBroken(_logger, peer, e.Message.TrimEnd('.'));
        }
    }

    private async Task ServeAnyAsync(Stream stream, string peer, CancellationToken stop)
    {
        var received = new ReceiveBuffer(stream);
        if (!await received.FillAsync(1, stop).ConfigureAwait(false))
        {
            return;
        }

        if (Sniffer.IsHttp(received.Buffered.Span))
        {
            ThriftLog.ClientRecognised(_logger, peer, "HTTP");
            using var http = new HttpClientLine(stream, received, Intake, _settings, _context.TimeProvider, peer);
            try
            {
                await http.RunAsync(stop).ConfigureAwait(false);
            }
            finally
            {
                ThriftLog.ClientLeft(_logger, peer, http.CancelAll());
            }

            return;
        }

        if (_settings.IsHttp)
        {
            throw new WireException("it does not speak HTTP, as this port expects: serve thrift:// or thrifts:// for clients that speak "
                + "plain Thrift");
        }

        await ServeStreamAsync(stream, received, peer, stop).ConfigureAwait(false);
    }

    private async Task ServeStreamAsync(Stream stream, ReceiveBuffer received, string peer, CancellationToken stop)
    {
        var channel = await RecogniseAsync(stream, received, stop).ConfigureAwait(false);
        ThriftLog.ClientRecognised(_logger, peer, channel.Dialect.ToString());
        await using (channel.ConfigureAwait(false))
        {
            var client = new StreamClient(channel, Intake, _settings, _context.TimeProvider, peer);
            try
            {
                await client.RunAsync(stop).ConfigureAwait(false);
            }
            finally
            {
                ThriftLog.ClientLeft(_logger, peer, client.CancelAll());
            }
        }
    }

    private async Task<MessageChannel> RecogniseAsync(Stream stream, ReceiveBuffer received, CancellationToken stop)
    {
        var terms = new SendTerms(_context.TimeProvider, WriteTime);
        using var timeout = new CancellationTokenSource(_settings.MessageTimeout, _context.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            var dialect = await Sniffer.RecogniseAsync(received, _settings.Limits.MaxFrameSize, both.Token).ConfigureAwait(false);
            if (!dialect.IsZlib)
            {
                return new MessageChannel(stream, received, dialect, _settings.Limits, terms);
            }

            return await MessageChannel.InsideZlibAsync(stream, received, _settings.Limits, terms, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new WireException($"its first message did not arrive within {_settings.MessageTimeout.TotalSeconds:0.###} s after its "
                + "first byte (message_timeout)");
        }
    }
}
