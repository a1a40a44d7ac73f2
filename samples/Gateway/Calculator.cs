using Messaging;

namespace GatewaySample;

/// <summary>Serves the contract. It knows nothing about HTTP.</summary>
internal sealed class Calculator : ICalculator
{
    public Task<int> AddAsync(int a, int b) => Task.FromResult(a + b);

    public Task<double> DivideAsync(double a, double b) =>
        b == 0 ? throw new DivideByZeroException($"{a} cannot be divided by zero.") : Task.FromResult(a / b);

    public Task RecordAsync(string text)
    {
        Console.WriteLine($"recorded: {text}");
        return Task.CompletedTask;
    }

    // The gateway passes on the user that it has authenticated.
    public Task<string?> WhoamiAsync(RpcContext context) => Task.FromResult(context["user_id"].GetString());
}
