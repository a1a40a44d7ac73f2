using Microsoft.Extensions.Options;

namespace Messaging.Drivers.Rabbit.Settings;

/// <summary>
/// Checks the options of an application when its host starts. Checks that need the URL run when the transport is created.
/// </summary>
internal sealed class RabbitOptionsValidator : IValidateOptions<RabbitOptions>
{
    public ValidateOptionsResult Validate(string? name, RabbitOptions options)
    {
        string[] failures = [.. OptionRanges.Find(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
