namespace Messaging.Drivers.Amqp1.Tests.Support;

/// <summary>An exchange of the broker in this process: of topics without wildcards, or of fanouts.</summary>
internal sealed class ProcessExchange(string type)
{
    private readonly Lock _lock = new();
    private readonly HashSet<(string Key, string Queue)> _bindings = [];

    public void Bind(string key, string queue)
    {
        lock (_lock)
        {
            _bindings.Add((key, queue));
        }
    }

    public string[] Route(string key)
    {
        lock (_lock)
        {
            return [.. _bindings.Where(binding => type == "fanout" || binding.Key == key).Select(binding => binding.Queue).Distinct()];
        }
    }
}
