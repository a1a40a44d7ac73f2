using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Messaging.Drivers.Thrift.Addressing;
using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Securing;
using Messaging.Drivers.Thrift.Wire;
using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>Makes each call as an HTTP request.</summary>
internal sealed class HttpCaller(ThriftSettings settings) : ICaller
{
    private const string ContentType = "application/x-thrift";
    private static readonly TimeSpan DnsInterval = TimeSpan.FromMinutes(2);

    private readonly HttpMessageInvoker _keeping = Create(settings, DnsInterval);
    private readonly HttpMessageInvoker _closing = Create(settings, TimeSpan.Zero);
    private readonly bool[] _keepConnections = new bool[settings.Hosts.Count];
    private int _turn;
    private int _number;

    public ServerConnection? Shared => null;

    public async Task<Reply?> AskAsync(OutgoingCall call, OutgoingMessage message, MessageId id, CancellationToken cancellationToken)
    {
        using var body = MessageBuffer.Rent();
        await call.WriteAsync(body, settings.Dialect, settings.Limits, Interlocked.Increment(ref _number) & int.MaxValue)
            .ConfigureAwait(false);
        var reasons = new List<string>();
        var turn = Interlocked.Increment(ref _turn) - 1;
        for (var i = 0; i < settings.Hosts.Count; i++)
        {
            var index = (int)((uint)(turn + i) % settings.Hosts.Count);
            var host = settings.Hosts[index];
            try
            {
                return await AskAsync(index, call, body.WrittenMemory, id, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException e) when (e.HttpRequestError
                is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
            {
                reasons.Add($"{host}: {e.Message.TrimEnd('.')}.");
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The handler's own time to connect was over, TLS included.
                reasons.Add(FormattableString.Invariant($"{host}: no connection within {settings.ConnectTimeout.TotalSeconds:0.###} s."));
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError
                || e.InnerException is AuthenticationException)
            {
                throw new ConnectionFailedException(
                    $"TLS with {host} failed: {e.InnerException?.Message ?? e.Message} Check the server's certificate, its name, and "
                        + "ssl_ca_file.", isTransient: false, e);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
            {
                throw new ConnectionLostException(
                    $"The server at {host} did not answer '{message.Method}' over HTTP: {e.InnerException?.Message ?? e.Message}", e);
            }
        }

        throw new NoServerException(message.Target, message.Method, string.Join(" ", reasons));
    }

    public ValueTask DisposeAsync()
    {
        _keeping.Dispose();
        _closing.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <param name="settings">The settings.</param>
    /// <param name="lifetime">How long a connection is reused: the host's name is resolved again with each new one.</param>
    private static HttpMessageInvoker Create(ThriftSettings settings, TimeSpan lifetime)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = settings.ConnectTimeout,
            MaxConnectionsPerServer = settings.Connections,
            PooledConnectionLifetime = lifetime,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            UseProxy = false,
        };
        if (settings.IsTls)
        {
            handler.SslOptions = TlsFiles.ForClient(settings, host: null);
        }

        return new HttpMessageInvoker(handler);
    }

    private async Task<Reply?> AskAsync(
        int index, OutgoingCall call, ReadOnlyMemory<byte> body, MessageId id, CancellationToken cancellationToken)
    {
        var host = settings.Hosts[index];
        using var request = CreateRequest(host, body);

        // An HTTP/1.0 server closes each connection, and a call on one reused at that moment would be lost. The first answer shows the
        // version.
        var http = Volatile.Read(ref _keepConnections[index]) ? _keeping : _closing;
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _keepConnections[index], response.Version >= HttpVersion.Version11);
        Check(host, response);
        if (call.Method.IsOneway)
        {
            return null;
        }

        using var answer = MessageBuffer.Rent();
        await ReadBodyAsync(host, response, answer, cancellationToken).ConfigureAwait(false);
        try
        {
            var from = settings.Dialect.Over(new MemoryTransport(answer.WrittenMemory, settings.Limits));
            var head = await from.ReadMessageBeginAsync(cancellationToken).ConfigureAwait(false);
            if (head.Type is not (TMessageType.Reply or TMessageType.Exception))
            {
                throw new WireException($"it sent a message of the type {(int)head.Type}, which is not an answer");
            }

            var (reply, fault) = await ReplyReader.ReadAsync(from, head, call.Method, id, cancellationToken).ConfigureAwait(false);
            return reply ?? throw new SerializationException(
                $"The answer of the server at {host} to '{call.Method.Name}' does not fit: {fault}. Its .thrift file may differ from "
                    + "ours.");
        }
        catch (Exception e) when (e is not (SerializationException or OperationCanceledException))
        {
            throw new SerializationException(
                $"The answer of the server at {host} cannot be read: {WireException.From(e).Message}. We speak {settings.Dialect}: check "
                    + "protocol in the URL.", e);
        }
    }

    private HttpRequestMessage CreateRequest(ServerHost host, ReadOnlyMemory<byte> body)
    {
        var scheme = settings.IsTls ? "https" : "http";
        var name = host.IsEverywhere ? "localhost" : host.Host;
        var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(scheme, name, host.Port, settings.Path).Uri)
        {
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(ContentType));
        if (host.User is not null)
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{host.User}:{host.Password}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", login);
        }

        foreach (var (header, value) in settings.Headers)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return request;
    }

    private void Check(ServerHost host, HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var said = $"{(int)response.StatusCode} {response.ReasonPhrase}";
        throw response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired
            ? new ConnectionFailedException($"The server at {host} refused access: {said}. Check the user and the password in the URL, or "
                + "ThriftOptions.Headers.", isTransient: false)
            : new DeliveryException(
                $"The server at {host} answered {said} to a request of '{settings.Path}'. Check the path in the URL.",
                isTransient: (int)response.StatusCode >= 500);
    }

    private async Task ReadBodyAsync(
        ServerHost host, HttpResponseMessage response, MessageBuffer answer, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (await stream.ReadAsync(answer.GetMemory(4096), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                answer.Advance(read);
                if (answer.Length > settings.Limits.MaxMessageSize)
                {
                    throw new SerializationException(
                        $"The answer of the server at {host} has more than {settings.Limits.MaxMessageSize} bytes "
                            + "(TransportOptions.MaxMessageSize).");
                }
            }
        }
    }
}
