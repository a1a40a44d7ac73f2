using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Messaging.Drivers.Http.Addressing;
using Messaging.Drivers.Http.Messages;

namespace Messaging.Drivers.Http.Calling;

/// <summary>A call or a cast, which may be sent more than once: to another gateway.</summary>
internal sealed class GatewayRequest
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpSettings _settings;
    private readonly string _path;

    /// <exception cref="InvalidTargetException">The target has a part that HTTP does not carry.</exception>
    /// <exception cref="SerializationException">The arguments cannot be written, or the message has more than arguments.</exception>
    public GatewayRequest(OutgoingMessage message, HttpSettings settings)
    {
        TargetWords.Check(message, settings.Scheme);
        Message = message;
        _settings = settings;
        Body = RequestBody.Read(message, settings.Scheme);
        _path = PathOf(message);
    }

    public OutgoingMessage Message { get; }

    public bool IsCast => Message.Kind == MessageKind.Cast;

    public byte[] Body { get; }

    public async ValueTask<HttpRequestMessage> CreateAsync(GatewayAddress gateway, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, gateway.Root + _path)
        {
            Content = new ByteArrayContent(Body) { Headers = { ContentType = Json } },
            Version = _settings.Scheme == "http" ? System.Net.HttpVersion.Version11 : System.Net.HttpVersion.Version20,
            VersionPolicy = _settings.Scheme == "h2c" ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
        var login = _settings.Authorization is { } ask ? await ask(cancellationToken).ConfigureAwait(false) : gateway.Login;
        Add(request, "Authorization", login);
        Add(request, "traceparent", Message.TraceParent);
        Add(request, "tracestate", Message.TraceState);
        if (!Message.Deadline.IsInfinite)
        {
            var left = Math.Max(0.001, Message.Deadline.TimeLeft.TotalSeconds);
            Add(request, "Request-Timeout", left.ToString("0.###", CultureInfo.InvariantCulture));
        }

        foreach (var (name, value) in _settings.Headers)
        {
            Add(request, name, value);
        }

        return request;
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string PathOf(OutgoingMessage message)
    {
        var target = message.Target;
        var path = new StringBuilder("/")
            .Append(Uri.EscapeDataString(target.Topic!)).Append('/').Append(Uri.EscapeDataString(message.Method));
        var separator = '?';
        Append("namespace", target.Namespace);
        Append("version", target.Version);
        if (message.Kind == MessageKind.Cast)
        {
            path.Append(separator).Append("cast");
        }

        return path.ToString();

        void Append(string name, string? value)
        {
            if (value is not null)
            {
                path.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }
    }
}
