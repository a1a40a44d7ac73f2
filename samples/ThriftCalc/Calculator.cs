using Messaging;

namespace ThriftCalc;

/// <summary>Serves the service of calc.thrift: methods and arguments have its names in snake_case, which is what C#'s names become.</summary>
internal sealed class Calculator
{
    public int Add(int a, int b) => a + b;

    [RpcMethod(ExpectedExceptions = [typeof(RemoteException)])]
    public double Divide(double a, double b) =>
        b == 0 ? throw new RemoteException("DivisionByZero", "calc", $"{a} cannot be divided by zero.") : a / b;

    public void Record(string text) => Console.WriteLine($"recorded: {text}");
}
