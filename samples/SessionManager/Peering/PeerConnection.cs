using Messaging.Drivers;

namespace SessionManager.Peering;

/// <summary>A connection on which both sides can ask at any time and answer in any order.</summary>
/// <param name="stream">The connection; owned.</param>
/// <param name="answer">Answers a question of the other side, given its type and its text.</param>
internal sealed class PeerConnection(
    Stream stream, Func<PeerConnection, string, string, CancellationToken, Task<string>> answer) : IAsyncDisposable
{
    private readonly PeerStream _messages = new(stream);
    private readonly BackgroundWork _answering = new(error => Console.Error.WriteLine(error.Message));
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, TaskCompletionSource<string>> _asked = [];
    private ulong _lastId;
    private string? _lost;

    /// <summary>Asks a question and waits for the answer.</summary>
    /// <exception cref="PeerLostException">The connection was lost before the answer arrived.</exception>
    /// <exception cref="RefusedException">The other side refused.</exception>
    public async Task<string> AskAsync(string type, string text, CancellationToken cancellationToken)
    {
        var answered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        ulong id;
        lock (_lock)
        {
            if (_lost is not null)
            {
                throw new PeerLostException(_lost);
            }

            id = ++_lastId;
            _asked.Add(id, answered);
        }

        try
        {
            await _messages.WriteAsync(new PeerMessage { Type = type, Role = Role.Question, Id = id, Text = text });
            return await answered.Task.WaitAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Close(e.Message);
            throw new PeerLostException(_lost!);
        }
        finally
        {
            lock (_lock)
            {
                _asked.Remove(id);
            }
        }
    }

    /// <summary>Reads the messages of the other side until it leaves. By then, every unanswered question has failed.</summary>
    /// <returns>Why the connection ended, and how many questions were unanswered.</returns>
    public async Task<(string Reason, int Waited)> RunAsync(CancellationToken stop)
    {
        try
        {
            while (await _messages.ReadAsync(stop) is { } message)
            {
                Take(message, stop);
            }

            return Close("it closed the connection");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            return Close(e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close("the connection was closed");
        await _messages.DisposeAsync();
        await _answering.DrainAsync(new Deadline(TimeProvider.System, TimeSpan.FromSeconds(5)));
    }

    private void Take(PeerMessage message, CancellationToken stop)
    {
        if (message.Role == Role.Question)
        {
            _answering.Add(AnswerAsync(message, stop));
            return;
        }

        TaskCompletionSource<string>? answered;
        lock (_lock)
        {
            _asked.TryGetValue(message.Id, out answered);
        }

        // The caller may have stopped waiting.
        if (message.Refusal.Length > 0)
        {
            answered?.TrySetException(new RefusedException(message.Refusal));
        }
        else
        {
            answered?.TrySetResult(message.Text);
        }
    }

    private async Task AnswerAsync(PeerMessage question, CancellationToken stop)
    {
        var message = new PeerMessage { Type = question.Type, Role = Role.Answer, Id = question.Id };
        try
        {
            message.Text = await answer(this, question.Type, question.Text, stop);
        }
        catch (RefusedException e)
        {
            message.Refusal = e.Message;
        }
        catch (PeerLostException)
        {
            return;
        }

        try
        {
            await _messages.WriteAsync(message);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other side has left: nobody waits for the answer.
        }
    }

    private (string Reason, int Waited) Close(string reason)
    {
        TaskCompletionSource<string>[] waiting;
        lock (_lock)
        {
            if (_lost is not null)
            {
                return (_lost, 0);
            }

            _lost = $"The peer went away before it had answered: {reason.TrimEnd('.')}.";
            waiting = [.. _asked.Values];
            _asked.Clear();
        }

        foreach (var answered in waiting)
        {
            answered.TrySetException(new PeerLostException(_lost));
        }

        return (reason, waiting.Length);
    }
}
