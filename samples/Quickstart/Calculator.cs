namespace Quickstart;

/// <summary>An endpoint: its public methods can be called. On the wire they are <c>add</c> and <c>divide</c>.</summary>
public sealed class Calculator
{
    public int Add(int a, int b) => a + b;

    public int Divide(int a, int b) => a / b;
}
