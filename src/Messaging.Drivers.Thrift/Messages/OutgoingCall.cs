using Messaging.Drivers.Thrift.Codec;
using Messaging.Drivers.Thrift.Types;
using Messaging.Drivers.Thrift.Wire;
using Thrift;
using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Messages;

/// <summary>
/// A call or cast of Core's on its way over Thrift. It may be written more than once: to another server, with another number.
/// </summary>
internal sealed class OutgoingCall
{
    private readonly RpcValue _arguments;

    private OutgoingCall(ThriftMethod method, string wireName, RpcValue arguments)
    {
        Method = method;
        WireName = wireName;
        _arguments = arguments;
    }

    public ThriftMethod Method { get; }

    public string WireName { get; }

    /// <summary>Creates a call from existing arguments.</summary>
    public static OutgoingCall Create(ThriftMethod method, string wireName, RpcValue arguments) => new(method, wireName, arguments);

    /// <summary>Creates a call from a message of Core's.</summary>
    /// <exception cref="MethodNotFoundException">The service has no such method.</exception>
    /// <exception cref="InvalidTargetException">The target has a part that Thrift cannot express.</exception>
    /// <exception cref="SerializationException">An argument cannot be written; or the message has more than arguments.</exception>
    public static OutgoingCall Read(OutgoingMessage message, MessageId id, ThriftService service, string? multiplexed)
    {
        TargetWords.Check(message);
        var method = service.Find(message.Method) ?? throw new MethodNotFoundException(
            message.Method,
            $"The Thrift service {service.Name} has no method '{message.Method}'. It has {string.Join(", ", service.Methods)}.");
        if (method.IsOneway != (message.Kind == MessageKind.Cast))
        {
            throw new SerializationException(method.IsOneway
                ? $"'{method.Name}' is oneway: it has no answer. Cast it."
                : $"'{method.Name}' is not oneway: its server answers. Call it.");
        }

        using var body = MessageBuffer.Rent();
        message.WriteTo(body, EnvelopeFormat.Bare, id, "thrift");
        var request = RpcValue.Parse(body.WrittenSpan);
        TargetWords.CheckContext(request, message.Method);
        return Create(method, multiplexed is null ? method.IdlName : $"{multiplexed}:{method.IdlName}", request["args"]);
    }

    /// <summary>Writes the call.</summary>
    /// <exception cref="SerializationException">An argument is not of its type.</exception>
    public async Task WriteAsync(MessageBuffer message, Dialect dialect, TConfiguration limits, int number)
    {
        var to = dialect.Over(new MemoryTransport(message, limits));
        var type = Method.IsOneway ? TMessageType.Oneway : TMessageType.Call;
        try
        {
            await to.WriteMessageBeginAsync(new TMessage(WireName, type, number), default).ConfigureAwait(false);
            await ValueWriter.WriteStructAsync(to, Method.Arguments, _arguments).ConfigureAwait(false);
            await to.WriteMessageEndAsync(default).ConfigureAwait(false);
        }
        catch (TException e)
        {
            throw new SerializationException($"The arguments of '{Method.Name}' cannot be written: {e.Message}", e);
        }
    }
}
