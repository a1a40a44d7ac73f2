using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Messaging.Drivers.Http.Addressing;
using Messaging.Drivers.Http.Messages;
using Messaging.Drivers.Http.Securing;

namespace Messaging.Drivers.Http.Calling;

/// <summary>Sends requests to gateways, and reads their answers.</summary>
internal sealed class GatewayCaller : IDisposable
{
    /// <summary>How long a connection is used: the host name is resolved for each new one.</summary>
    private static readonly TimeSpan DnsInterval = TimeSpan.FromMinutes(2);

    // HTTP/2 error codes. A stopping server answers the requests that it has begun, and refuses the rest with these.
    private const long GoneAway = 0;
    private const long RefusedStream = 7;
    private const long Http11Required = 13;

    private readonly HttpSettings _settings;
    private readonly TimeProvider _time;
    private readonly GatewayList _gateways;
    private readonly HttpMessageInvoker _http;

    public GatewayCaller(HttpSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _gateways = new GatewayList(settings.Hosts, settings.ReconnectDelay, time);
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = settings.ConnectTimeout,
            MaxConnectionsPerServer = settings.Connections,
            EnableMultipleHttp2Connections = true,
            PooledConnectionLifetime = DnsInterval,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,

            // The trace context is the message's, which may be sent later and elsewhere than where it was created.
            ActivityHeadersPropagator = null,
        };
        if (settings.IsTls)
        {
            handler.SslOptions = ClientTls.Read(settings);
        }

        _http = new HttpMessageInvoker(handler);
    }

    /// <summary>Asks a gateway, and the next one if it cannot be reached or has no server for the request.</summary>
    /// <returns>The reply; null for a cast.</returns>
    /// <exception cref="MessagingException">There is no reply; the exception says why.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async Task<Reply?> AskAsync(GatewayRequest request, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(500));
        while (true)
        {
            var reasons = new List<string>();
            Exception? refusal = null;
            foreach (var index in _gateways.Order())
            {
                try
                {
                    var (reply, problem) = await AskAsync(_gateways[index], request, cancellationToken).ConfigureAwait(false);
                    _gateways.Reached(index);
                    if (problem is null)
                    {
                        return reply;
                    }

                    if (problem.IsAway)
                    {
                        _gateways.Failed(index);
                        reasons.Add($"{_gateways[index]}: {problem.Detail}");
                        continue;
                    }

                    refusal = request.IsCast
                        ? problem.ToCastError(request.Message, _gateways[index].Root, request.Body.Length)
                        : problem.ToError(request.Message, _gateways[index].Root, request.Body.Length);
                    if (!problem.IsUntouched)
                    {
                        throw refusal;
                    }
                }
                catch (HttpRequestException e) when (IsUnreached(e))
                {
                    _gateways.Failed(index);
                    reasons.Add($"{_gateways[index]}: {e.Message.TrimEnd('.')}.");
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // The handler's own time to connect was over, TLS included.
                    _gateways.Failed(index);
                    reasons.Add(FormattableString.Invariant(
                        $"{_gateways[index]}: no connection within {_settings.ConnectTimeout.TotalSeconds:0.###} s."));
                }
            }

            if (refusal is not null)
            {
                throw refusal;
            }

            // No gateway was reached: one that restarts is back in a moment.
            if (request.Message.Deadline.Elapsed >= _settings.Grace)
            {
                throw Unreachable(request, "No gateway can be reached. " + string.Join(" ", reasons));
            }

            await Task.Delay(backoff.Next(), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Whether the gateway did not get the request: it was not reached, HTTP/2 did not begin, or it said that it accepts nothing
    /// more.</summary>
    private static bool IsUnreached(HttpRequestException error) => error.InnerException is HttpProtocolException protocol
        ? protocol.ErrorCode is GoneAway or RefusedStream
        : error.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.HttpProtocolError
            && error.InnerException is not AuthenticationException;

    private static bool IsAnotherVersion(HttpRequestException error) =>
        error.HttpRequestError == HttpRequestError.VersionNegotiationError
            || error.InnerException is HttpProtocolException { ErrorCode: Http11Required };

    private async Task<(Reply? Reply, GatewayProblem? Problem)> AskAsync(
        GatewayAddress gateway, GatewayRequest request, CancellationToken cancellationToken)
    {
        using var http = await request.CreateAsync(gateway, cancellationToken).ConfigureAwait(false);
        try
        {
            using var response = await _http.SendAsync(http, cancellationToken).ConfigureAwait(false);
            using var body = MessageBuffer.Rent();
            await ReadAsync(response, body, cancellationToken).ConfigureAwait(false);
            var type = response.Content.Headers.ContentType?.MediaType;
            if (!response.IsSuccessStatusCode)
            {
                var problem = GatewayProblem.Read((int)response.StatusCode, response.ReasonPhrase, type, body.WrittenSpan);
                return !request.IsCast && problem.ToReply() is { } failure ? (failure, null) : (null, problem);
            }

            return (request.IsCast ? null : ReadResult(gateway, request, response.StatusCode, type, body.WrittenMemory), null);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError
            || e.InnerException is AuthenticationException)
        {
            throw new ConnectionFailedException(
                $"TLS with {gateway} failed: {e.InnerException?.Message ?? e.Message} Check the gateway's certificate, its name, and "
                    + "ssl_ca_file.", isTransient: false, e);
        }
        catch (HttpRequestException e) when (IsAnotherVersion(e))
        {
            throw new ConnectionFailedException(
                $"{gateway} does not speak what {_settings.Scheme}:// asks for: {e.Message} Write http:// for HTTP/1.1, h2c:// for HTTP/2 "
                    + "without TLS.", isTransient: false, e);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && (e is IOException or SocketException || (e is HttpRequestException failed && !IsUnreached(failed))))
        {
            throw Lost(gateway, request, e);
        }
    }

    private static MessagingException Unreachable(GatewayRequest request, string why) => request.IsCast
        ? new DeliveryException($"'{request.Message.Method}' was not handed over. {why}", isTransient: true)
        : new NoServerException(request.Message.Target, request.Message.Method, why);

    private static MessagingException Lost(GatewayAddress gateway, GatewayRequest request, Exception error)
    {
        var reason = $"{error.InnerException?.Message ?? error.Message}";
        return request.IsCast
            ? new DeliveryException(
                $"The connection to {gateway} was lost while '{request.Message.Method}' was being handed over: {reason}",
                isTransient: true, error)
            : new ConnectionLostException(
                $"The connection to {gateway} was lost while '{request.Message.Method}' was in flight. It may have run. {reason}", error);
    }

    private static Reply ReadResult(
        GatewayAddress gateway, GatewayRequest request, HttpStatusCode status, string? type, ReadOnlyMemory<byte> result)
    {
        if (status != HttpStatusCode.OK || type != "application/json")
        {
            throw new SerializationException(status == HttpStatusCode.Accepted
                ? $"'{request.Message.Method}' has no result: {gateway} lists it as one-way. Cast it."
                : $"{gateway} answered {(int)status} with '{type}' instead of application/json. Check the path in the URL: is a gateway "
                    + "mapped there?");
        }

        using var body = MessageBuffer.Rent();
        try
        {
            using var writer = new Utf8JsonWriter(body, new JsonWriterOptions { MaxDepth = 256 });
            writer.WriteStartObject();
            writer.WriteBoolean("ending"u8, true);
            writer.WritePropertyName("result"u8);
            writer.WriteRawValue(result.Span);
            writer.WriteEndObject();
            writer.Flush();
            return Reply.Read(body.WrittenSpan);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or SerializationException)
        {
            throw new SerializationException($"The answer of {gateway} to '{request.Message.Method}' is not JSON: {e.Message}", e);
        }
    }

    private async Task ReadAsync(HttpResponseMessage response, MessageBuffer body, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (await stream.ReadAsync(body.GetMemory(4096), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                body.Advance(read);
                if (body.Length > _settings.MaxMessageSize)
                {
                    throw new MessageTooLargeException(
                        $"The answer has more than {_settings.MaxMessageSize} bytes (TransportOptions.MaxMessageSize). The method has run.",
                        null, _settings.MaxMessageSize, isReply: true);
                }
            }
        }
    }
}
