namespace Messaging.DocsExamples.Examples;

public sealed class Smelter : ISmelter
{
    public Task<Ingot> MeltAsync(string ore, int degrees) =>
        degrees <= 1600 ? Task.FromResult(new Ingot("iron", 1000)) : throw new TooHotException("It would melt the smelter.", 1600);

    public Task StokeAsync(double coal) => Task.CompletedTask;
}
