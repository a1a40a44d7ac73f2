namespace Messaging.Drivers.Thrift.Tests.Support;

public enum Colour
{
    Red,
    LightBlue = 5,
}
