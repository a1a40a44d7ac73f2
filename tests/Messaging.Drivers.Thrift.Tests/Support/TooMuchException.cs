namespace Messaging.Drivers.Thrift.Tests.Support;

public sealed class TooMuchException : Exception
{
    public long Limit { get; init; }
}
