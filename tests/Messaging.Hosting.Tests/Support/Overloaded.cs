namespace Messaging.Hosting.Tests.Support;

/// <summary>An endpoint that cannot be served: two methods of one name.</summary>
public sealed class Overloaded
{
    public int Add(int a) => a;

    public int Add(int a, int b) => a + b;
}
