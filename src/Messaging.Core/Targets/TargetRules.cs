using System.Diagnostics.CodeAnalysis;
using System.Text;
using Messaging.Dispatching;

namespace Messaging;

/// <summary>Checks the parts of a target, and whether a target as a whole fits a call, a cast or a server.</summary>
internal static class TargetRules
{
    // AMQP names are short strings: 255 bytes. The driver adds to a topic: "_fanout_" and 32 digits, or ".server".
    private const int MaxBytes = 200;

    public static string? CheckName(string part, string? value)
    {
        if (value is null)
        {
            return null;
        }

        if (value.Length == 0)
        {
            throw new InvalidTargetException(part, $"The target's {Word(part)} is empty. Leave it null, or give it a name.");
        }

        if (Encoding.UTF8.GetByteCount(value) > MaxBytes)
        {
            throw new InvalidTargetException(part, $"The target's {Word(part)} is longer than {MaxBytes} bytes. Choose a shorter name.");
        }

        foreach (var c in value)
        {
            if (char.IsControl(c))
            {
                throw new InvalidTargetException(part, $"The target's {Word(part)} holds the control character U+{(int)c:X4}. Remove it.");
            }
        }

        return value;
    }

    /// <summary>Topics and servers are binding keys of a topic exchange, where the words * and # match other names.</summary>
    public static string? CheckRoute(string part, string? value)
    {
        if (CheckName(part, value) is null)
        {
            return null;
        }

        foreach (var word in value!.Split('.'))
        {
            if (word is "*" or "#")
            {
                throw new InvalidTargetException(
                    part, $"The target's {Word(part)} '{value}' holds the wildcard '{word}', which would match other names. "
                        + "Use a plain name.");
            }
        }

        return value;
    }

    public static string? CheckVersion(string? value)
    {
        if (value is not null && !RpcVersion.TryParse(value, out _))
        {
            throw new InvalidTargetException(
                nameof(Target.Version), $"The target's version '{value}' is not a version. Write major.minor, such as 1.4.");
        }

        return value;
    }

    /// <summary>A message can be sent to the target.</summary>
    public static void ForCast([NotNull] Target? target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Topic is null)
        {
            throw new InvalidTargetException(
                nameof(Target.Topic), $"A message needs a topic, and the target has none: {target}. Set Topic.", target);
        }
    }

    /// <summary>A call can be made to the target: exactly one server answers.</summary>
    public static void ForCall([NotNull] Target? target)
    {
        ForCast(target);
        if (target.Fanout)
        {
            throw new InvalidTargetException(
                nameof(Target.Fanout),
                $"A call has one reply and cannot go to every server: {target}. Use CastAsync, or With(fanout: false).", target);
        }
    }

    /// <summary>A server can serve the target.</summary>
    public static void ForServer([NotNull] Target? target)
    {
        ForCast(target);
        if (target.Server is null)
        {
            throw new InvalidTargetException(
                nameof(Target.Server),
                $"A server needs a name of its own, and the target has none: {target}. Set Server, to the host's name for example.",
                target);
        }

        if (target.Fanout)
        {
            throw new InvalidTargetException(
                nameof(Target.Fanout), $"A server always receives fanouts: leave Fanout false in {target}.", target);
        }
    }

    private static string Word(string part) => part.ToLowerInvariant();
}
