using Thrift;

namespace Messaging.Drivers.Thrift.Messages;

/// <summary>Why a call is not run, or how it failed, as Thrift's own error.</summary>
/// <param name="Kind">The kind of the error.</param>
/// <param name="Message">The reason.</param>
internal sealed record Refusal(TApplicationException.ExceptionType Kind, string Message);
