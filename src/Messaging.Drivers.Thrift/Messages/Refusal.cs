using Thrift;

namespace Messaging.Drivers.Thrift.Messages;

/// <summary>Why a call is refused, or how it failed: Thrift's own error.</summary>
/// <param name="Kind">Its number.</param>
/// <param name="Message">The reason.</param>
internal sealed record Refusal(TApplicationException.ExceptionType Kind, string Message);
