using System.Text;
using Messaging.Dispatching;
using Messaging.Drivers;
using Messaging.Endpoints;
using Messaging.Serialization;

namespace Messaging.Core.Tests.Serialization;

/// <summary>Broken bodies, others in each run: each is read, or is an error that the server and the client expect. The failing body is in the message.</summary>
public sealed class EnvelopeFuzzTests
{
    private const int Shares = 8;

    private static readonly int Inputs = FuzzInputs.Count(usual: 100_000);

    private static readonly byte[][] Corpus =
    [
        .. new[] { EnvelopeFormat.Bare, EnvelopeFormat.Oslo2 }.SelectMany(format => new[]
        {
            Bodies.Request(format, "echo", new { value = "é😀\0", number = 1.5, list = new[] { 1, 2 } },
                new RpcContext { ["user"] = "u", ["n"] = 1 }, monitor: TimeSpan.FromSeconds(4)),
            Bodies.Request(format, "record", null, kind: MessageKind.Cast),
            Bodies.Result(format, new { a = new[] { 1, 2 }, b = "text" }),
            Bodies.Failure(format, new InvalidOperationException("boom"), withTrace: false),
            Bodies.Heartbeat(format),
        }).Append("""{"method": "m", "args": {"value": NaN, "number": -Infinity}, "_context_a": "\ud83d\ude00"}""").Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly RpcMethod Method =
        RpcMethod.Create("echo", [new RpcParameter("value", typeof(RpcValue)), new RpcParameter("number", typeof(double), true)],
        _ => ValueTask.CompletedTask);

    private static readonly EndpointTable Table = new([new RpcEndpoint([Method])]);

    [Fact]
    public void Mutated_bodies_are_read_or_refused_and_nothing_else()
    {
        var read = 0;
        Parallel.For(0, Shares, _ =>
        {
            var random = new Random();
            var mine = 0;
            for (var i = 0; i < Inputs / Shares; i++)
            {
                var chosen = random.Next(Corpus.Length);
                var body = Mutations.Of(random, Corpus[chosen]);

                // Most go to the reader that they were written for, so that more than the first check is reached.
                var asRequest = IsRequest(chosen) ^ (random.Next(50) == 0);
                mine += (asRequest ? IsReadAsRequest(body) : IsReadAsReply(body)) ? 1 : 0;
            }

            Interlocked.Add(ref read, mine);
        });

        // Neither all nor none: the mutations reach behind the first check.
        Assert.InRange(read, Inputs / 20, Inputs);
    }

    private static bool IsRequest(int chosen) => chosen % 5 < 2;

    private static bool IsReadAsRequest(byte[] body)
    {
        try
        {
            using var request = RequestReader.Read(body);
            Bind(request);
            return true;
        }
        catch (SerializationException)
        {
            return false;
        }
        catch (Exception e)
        {
            throw Broken(body, e);
        }
    }

    // The dispatcher answers whatever comes out of here; it must only come to an end.
    private static void Bind(Request request)
    {
        try
        {
            _ = Table.Find(request);
            var binder = default(ArgumentBinder);
            binder.Bind(Method, request.Arguments);
            request.ReadContext();
        }
        catch (Exception e) when (e is MessagingException or InvalidOperationException)
        {
            // Refused, or half a surrogate pair in a name.
        }
    }

    private static bool IsReadAsReply(byte[] body)
    {
        try
        {
            using var reply = Reply.Read(body);
            if (reply.IsFailure)
            {
                FailureReader.Read(reply.FailureBytes, Drivers.Replying.Calls.Call(TimeProvider.System, TimeSpan.FromMinutes(1)),
                    new RemoteExceptionMap());
            }

            return true;
        }
        catch (SerializationException)
        {
            return false;
        }
        catch (Exception e)
        {
            throw Broken(body, e);
        }
    }

    private static InvalidOperationException Broken(byte[] body, Exception e) =>
        new($"Not read and not refused: {Convert.ToBase64String(body)} = {Encoding.UTF8.GetString(body)}", e);
}
