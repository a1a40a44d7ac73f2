using System.Reflection;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Tests.Support;

/// <summary>
/// A channel without a broker: records what is written to it. Only the members that the driver's own objects use do something.
/// </summary>
public class FakeChannel : DispatchProxy
{
    private readonly Lock _lock = new();
    private readonly List<string> _written = [];
    private readonly Channel<string> _news = System.Threading.Channels.Channel.CreateUnbounded<string>();

    public Func<Task>? OnWrite { get; set; }

    public Func<Task<string>>? OnConsume { get; set; }

    public Func<Task>? OnAsk { get; set; }

    public bool Open { get; set; } = true;

    public bool IsDisposed { get; private set; }

    public Delegate? OnShutdown { get; private set; }

    public Delegate? OnAck { get; private set; }

    public Delegate? OnNack { get; private set; }

    public IReadOnlyList<string> Written
    {
        get
        {
            lock (_lock)
            {
                return [.. _written];
            }
        }
    }

    public static (IChannel Channel, FakeChannel Fake) Make()
    {
        var channel = Create<IChannel, FakeChannel>();
        return (channel, (FakeChannel)(object)channel);
    }

    /// <summary>Waits until something is written, from here on.</summary>
    public async Task WaitForAsync(string what)
    {
        while (await _news.Reader.ReadAsync(TestContext.Current.CancellationToken) != what)
        {
            // Something else was written before it.
        }
    }

    public Task AckAsync(ulong tag, bool multiple) =>
        ((AsyncEventHandler<BasicAckEventArgs>)OnAck!)(this, new BasicAckEventArgs(tag, multiple));

    public Task NackAsync(ulong tag) =>
        ((AsyncEventHandler<BasicNackEventArgs>)OnNack!)(this, new BasicNackEventArgs(tag, multiple: false, requeue: false));

    public Task ShutDownAsync(ushort code, string text)
    {
        Open = false;
        return ((AsyncEventHandler<ShutdownEventArgs>)OnShutdown!)(this, new ShutdownEventArgs(ShutdownInitiator.Peer, code, text));
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case "BasicAckAsync":
                return new ValueTask(WriteAsync((bool)args![1]! ? $"ack..{args[0]}" : $"ack {args[0]}"));
            case "BasicRejectAsync":
                return new ValueTask(WriteAsync((bool)args![1]! ? $"requeue {args[0]}" : $"reject {args[0]}"));
            case "BasicPublishAsync":
                return new ValueTask(WriteAsync("publish"));
            case "BasicQosAsync":
                return AskAsync();
            case "BasicConsumeAsync":
                return OnConsume?.Invoke() ?? Task.FromResult("tag");
            case "get_IsOpen":
                return Open;
            case "add_ChannelShutdownAsync":
                OnShutdown = (Delegate)args![0]!;
                return null;
            case "add_BasicAcksAsync":
                OnAck = (Delegate)args![0]!;
                return null;
            case "add_BasicNacksAsync":
                OnNack = (Delegate)args![0]!;
                return null;
            case "DisposeAsync":
                Open = false;
                IsDisposed = true;
                return default(ValueTask);
            default:
                return targetMethod.ReturnType == typeof(Task) ? Task.CompletedTask
                    : targetMethod.ReturnType.IsValueType && targetMethod.ReturnType != typeof(void)
                    ? Activator.CreateInstance(targetMethod.ReturnType)
                    : null;
        }
    }

    private Task AskAsync()
    {
        lock (_lock)
        {
            _written.Add("ask");
        }

        return OnAsk?.Invoke() ?? Task.CompletedTask;
    }

    private async Task WriteAsync(string what)
    {
        lock (_lock)
        {
            _written.Add(what);
        }

        _news.Writer.TryWrite(what);

        if (OnWrite is { } onWrite)
        {
            await onWrite();
        }
    }
}
