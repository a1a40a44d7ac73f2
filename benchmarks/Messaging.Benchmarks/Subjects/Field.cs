using Messaging.Benchmarks.Apart;
using Messaging.TestKit;

namespace Messaging.Benchmarks.Subjects;

/// <summary>The subjects that take part: those that were asked for and can run here. What cannot is said and left out.</summary>
internal sealed class Field(Arguments arguments, string? brokerUrl, Action<string> say) : IAsyncDisposable
{
    private readonly List<ISubject> _subjects = [];

    public IReadOnlyList<ISubject> Subjects => _subjects;

    public async Task StartAsync()
    {
        foreach (var entry in arguments.Subjects.Select(SubjectCatalog.Find))
        {
            ISubject? subject = null;
            try
            {
                subject = Create(entry) ?? throw new UnavailableException("it makes calls only");
                await subject.ServeAsync(CancellationToken.None);
                await subject.ConnectAsync(CancellationToken.None);
                _subjects.Add(subject);
            }
            catch (UnavailableException e)
            {
                say($"{entry.Name} is left out: {e.Message}");
                await (subject?.DisposeAsync() ?? default);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var subject in _subjects)
        {
            await subject.DisposeAsync();
        }
    }

    private ISubject? Create(SubjectEntry entry)
    {
        var setup = new SubjectSetup(brokerUrl, $"benchmark-{Guid.NewGuid():N}", FreePorts.Next(), arguments.Shape);
        var subject = entry.Create(setup);
        return subject is not null && arguments.Apart && entry.CanBeApart ? new ApartSubject(subject, setup) : subject;
    }
}
