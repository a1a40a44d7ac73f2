namespace Messaging.Hosting.Tests.Support;

public sealed class Calculator
{
    public int Add(int a, int b) => a + b;
}
