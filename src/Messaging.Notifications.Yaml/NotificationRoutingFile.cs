using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Messaging;

/// <summary>Reads the file of oslo.messaging's notification driver <c>routing</c>: groups of drivers, each with <c>accepted_events</c> and
/// <c>accepted_priorities</c>.</summary>
/// <remarks>The file is read once, when it is loaded. Unknown drivers and keys, which oslo.messaging would ignore, are errors, with their
/// line.</remarks>
public static class NotificationRoutingFile
{
    private const string AcceptedEvents = "accepted_events";
    private const string AcceptedPriorities = "accepted_priorities";

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Its rules; none when it is empty.</returns>
    /// <exception cref="InvalidRoutingException">The file is not YAML, or does not contain such rules; the message names the
    /// line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static NotificationRouting Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="name">Its name in errors.</param>
    /// <returns>Its rules; none when it is empty.</returns>
    /// <exception cref="InvalidRoutingException">The file is not YAML, or does not contain such rules; the message names the
    /// line.</exception>
    public static NotificationRouting Parse(string yaml, string name = "the routing file")
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentException.ThrowIfNullOrEmpty(name);
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return new NotificationRouting(stream.Documents.Count == 0 || IsNull(stream.Documents[0].RootNode)
                ? []
                : ReadGroups(stream.Documents[0].RootNode, name));
        }
        catch (YamlException e)
        {
            throw new InvalidRoutingException(name, (int)e.Start.Line, e.Message, e);
        }
    }

    private static List<NotificationRule> ReadGroups(YamlNode root, string file)
    {
        var rules = new List<NotificationRule>();
        foreach (var (group, drivers) in Entries(root, "the groups", file))
        {
            if (IsNull(drivers))
            {
                continue;
            }

            foreach (var (driver, conditions) in Entries(drivers, $"the drivers of group '{group}'", file))
            {
                rules.Add(ReadRule(driver, conditions, file));
            }
        }

        return rules;
    }

    private static NotificationRule ReadRule(YamlScalarNode driver, YamlNode conditions, string file)
    {
        if (!Enum.TryParse<NotifierDriver>(driver.Value, ignoreCase: true, out var target)
            || target == NotifierDriver.Routing || !Enum.IsDefined(target) || char.IsDigit(driver.Value![0]))
        {
            throw new InvalidRoutingException(
                file, (int)driver.Start.Line,
                $"'{driver.Value}' is not a driver of notifications. Write messagingv2, messaging, log or noop.");
        }

        List<string>? events = null, priorities = null;
        if (!IsNull(conditions))
        {
            foreach (var (key, patterns) in Entries(conditions, $"the conditions of driver '{driver}'", file))
            {
                switch (key.Value)
                {
                    case AcceptedEvents:
                        events = ReadPatterns(key, patterns, file);
                        break;
                    case AcceptedPriorities:
                        priorities = ReadPatterns(key, patterns, file);
                        break;
                    default:
                        throw new InvalidRoutingException(
                            file, (int)key.Start.Line,
                            $"'{key.Value}' is not a condition. Write {AcceptedEvents} or {AcceptedPriorities}.");
                }
            }
        }

        try
        {
            return new NotificationRule(target, events, priorities);
        }
        catch (ArgumentException e)
        {
            throw new InvalidRoutingException(file, (int)driver.Start.Line, e.Message, e);
        }
    }

    private static List<string> ReadPatterns(YamlScalarNode key, YamlNode node, string file)
    {
        if (node is not YamlSequenceNode list)
        {
            throw new InvalidRoutingException(
                file, (int)node.Start.Line, $"{key.Value} is not a list. Write [\"compute.*\"], or a dash before each pattern.");
        }

        var patterns = new List<string>();
        foreach (var item in list)
        {
            patterns.Add(item is YamlScalarNode { Value: { } pattern }
                ? pattern
                : throw new InvalidRoutingException(file, (int)item.Start.Line, $"A pattern of {key.Value} is not a string."));
        }

        return patterns;
    }

    private static IEnumerable<(YamlScalarNode Key, YamlNode Value)> Entries(YamlNode node, string what, string file)
    {
        if (node is not YamlMappingNode mapping)
        {
            throw new InvalidRoutingException(
                file, (int)node.Start.Line, $"Expected a mapping for {what}, such as 'name:' with its entries indented below it.");
        }

        foreach (var (key, value) in mapping)
        {
            yield return key is YamlScalarNode { Value.Length: > 0 } name
                ? (name, value)
                : throw new InvalidRoutingException(file, (int)key.Start.Line, $"A key of {what} is not a string.");
        }
    }

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };
}
