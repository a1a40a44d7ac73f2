using Messaging;

namespace ThriftCalc;

/// <summary>
/// Serves the service of calc.thrift. C# names of methods and arguments become snake_case, which matches the names of the service.
/// </summary>
internal sealed class Calculator
{
    public int Add(int a, int b) => a + b;

    [RpcMethod(ExpectedExceptions = [typeof(RemoteException)])]
    public double Divide(double a, double b) =>
        b == 0 ? throw new RemoteException("DivisionByZero", "calc", $"{a} cannot be divided by zero.") : a / b;

    public void Record(string text) => Console.WriteLine($"recorded: {text}");
}
