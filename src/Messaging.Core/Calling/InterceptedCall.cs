using Messaging.Calling;
using Messaging.Serialization;

namespace Messaging.Calling;

/// <summary>A call as it passes through the interceptors of its client.</summary>
internal sealed class InterceptedCall<T>(Transport transport, OutgoingRequest request, CancellationToken cancellationToken)
    : RpcCall(request, cancellationToken)
{
    public override Type? ResultType => typeof(T) == typeof(Nothing) ? null : typeof(T);

    public override object? Result
    {
        get => ResultType is null || !IsDone ? null : Value;
        set
        {
            Value = value switch
            {
                T result when ResultType is not null => result,
                null when default(T) is null || ResultType is null => default!,
                _ => throw new ArgumentException(
                    $"The caller of '{Method}' expects {ResultType?.ToString() ?? "no result"}, "
                        + $"but got {value?.GetType().ToString() ?? "null"}.",
                    nameof(value)),
            };
            IsDone = true;
        }
    }

    /// <summary>The result that the caller gets.</summary>
    public T Value { get; private set; } = default!;

    internal override async Task SendAsync()
    {
        Value = await Calls.SendCallAsync<T>(transport, Request, CancellationToken).ConfigureAwait(false);
        IsDone = true;
    }
}
