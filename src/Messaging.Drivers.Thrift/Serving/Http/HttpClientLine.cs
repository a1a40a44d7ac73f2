using System.Security.Cryptography;
using System.Text;
using Messaging.Drivers.Thrift.Addressing;
using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Wire;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>A client that speaks Thrift over HTTP: one request after another, each with its answer.</summary>
internal sealed class HttpClientLine(
    Stream stream, ReceiveBuffer received, CallIntake intake, ThriftSettings settings, TimeProvider time, string peer)
    : IAnswerLine, IDisposable
{
    private readonly CallsOfClient _calls = new(1, intake);
    private TaskCompletionSource<byte[]> _answer = new();

    public Dialect Dialect { get; private set; }

    public int CancelAll() => _calls.CancelAll();

    /// <summary>Serves the client until it leaves.</summary>
    /// <exception cref="WireException">The client sent something that is not a request.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        while (await received.FillAsync(1, stop).ConfigureAwait(false))
        {
            using var body = MessageBuffer.Rent();
            var (head, status) = await ReadAsync(body, stop).ConfigureAwait(false);
            var keeps = !head.Closes && status is null or "401 Unauthorized";
            if (status is not null)
            {
                await RespondAsync(status, Encoding.UTF8.GetBytes(status), keeps, stop).ConfigureAwait(false);
            }
            else
            {
                await ServeAsync(body, keeps, stop).ConfigureAwait(false);
            }

            if (!keeps)
            {
                return;
            }
        }
    }

    public Task SendAsync(MessageBuffer message)
    {
        MessageChannel.Complete(message, Dialect);
        _answer.TrySetResult(message.WrittenSpan.ToArray());
        return Task.CompletedTask;
    }

    public void OnDone(IncomingCall call)
    {
        _calls.Remove(call);
        _answer.TrySetResult([]);
    }

    public void Dispose() => _calls.Dispose();

    /// <summary>Reads a request and returns its head, and the status to refuse it with, or null.</summary>
    private async Task<(HttpHead Head, string? Status)> ReadAsync(MessageBuffer body, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(settings.MessageTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            var head = await HttpHead.ReadAsync(received, both.Token).ConfigureAwait(false);
            if (head.ExpectsContinue)
            {
                await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), both.Token).ConfigureAwait(false);
            }

            var isWhole = await HttpBody.TryReadAsync(received, head, body, settings.Limits.MaxMessageSize, both.Token)
                .ConfigureAwait(false);
            return (head, isWhole ? Refuse(head) : "413 Content Too Large");
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new WireException($"its request did not arrive completely within {settings.MessageTimeout.TotalSeconds:0.###} s "
                + "(message_timeout)");
        }
    }

    private string? Refuse(HttpHead head) =>
        settings.IsHttp && !settings.Hosts.Any(host => LetsIn(host, head.Authorization)) ? "401 Unauthorized"
        : head.Method != "POST" ? "405 Method Not Allowed"
        : head.IsEncoded ? "415 Unsupported Media Type"
        : settings.IsHttp && settings.Path != "/" && settings.Path != head.Path ? "404 Not Found"
        : null;

    private static bool LetsIn(ServerHost host, string? authorization)
    {
        if (host.User is null)
        {
            return true;
        }

        var wanted = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{host.User}:{host.Password}"));
        return authorization is not null && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(authorization)), SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));
    }

    private async Task ServeAsync(MessageBuffer body, bool keeps, CancellationToken stop)
    {
        IncomingCall call;
        try
        {
            (Dialect, call) = await MessageBody.ReadAsync(body.WrittenMemory, intake.Methods, settings.Limits, stop).ConfigureAwait(false);
        }
        catch (WireException e)
        {
            await RespondAsync("400 Bad Request", Encoding.UTF8.GetBytes(e.Message), keeps: false, stop).ConfigureAwait(false);
            throw;
        }

        _answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _calls.WaitForRoomAsync(stop).ConfigureAwait(false);
        _calls.Add(call);
        await intake.TakeAsync(call, this, peer).ConfigureAwait(false);
        var answer = await _answer.Task.WaitAsync(stop).ConfigureAwait(false);
        await RespondAsync("200 OK", answer, keeps, stop).ConfigureAwait(false);
    }

    private async Task RespondAsync(string status, byte[] body, bool keeps, CancellationToken stop)
    {
        var type = status == "200 OK" ? "application/x-thrift" : "text/plain; charset=utf-8";
        var more = status.StartsWith("401", StringComparison.Ordinal) ? "WWW-Authenticate: Basic realm=\"thrift\"\r\n"
            : status.StartsWith("405", StringComparison.Ordinal) ? "Allow: POST\r\n" : "";
        var head = FormattableString.Invariant($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n")
            + $"{more}{(keeps ? "" : "Connection: close\r\n")}\r\n";
        using var response = MessageBuffer.Rent();
        response.Write(Encoding.ASCII.GetBytes(head));
        response.Write(body);
        await stream.WriteAsync(response.WrittenMemory, stop).ConfigureAwait(false);
        await stream.FlushAsync(stop).ConfigureAwait(false);
    }
}
