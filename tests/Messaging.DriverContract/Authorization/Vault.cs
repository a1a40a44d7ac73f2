namespace Messaging.DriverContract;

/// <summary>Its server.</summary>
internal sealed class Vault : IVault
{
    public Journal<string> Came { get; } = new();

    public Task<string> ReadAsync() => Come("read");

    public Task<string> OpenAsync() => Come("open");

    public Task EmptyAsync() => Come("empty");

    private Task<string> Come(string what)
    {
        Came.Add(what);
        return Task.FromResult(what);
    }
}
