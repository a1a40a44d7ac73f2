namespace Messaging.Core.Tests.Serialization;

/// <summary>How many damaged inputs a reader is fed. They are others in each run, and the one that fails is in the message.</summary>
internal static class FuzzInputs
{
    private const string Variable = "MESSAGING_FUZZ_INPUTS";

    /// <summary>As many as <c>MESSAGING_FUZZ_INPUTS</c> says, such as a million, or as are usual.</summary>
    public static int Count(int usual) => int.TryParse(Environment.GetEnvironmentVariable(Variable), out var given) ? given : usual;
}
