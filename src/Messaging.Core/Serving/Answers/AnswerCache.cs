namespace Messaging.Serving;

/// <summary>The answers to calls that may be sent again, so that a copy gets the same answer as the first and the work is not done twice.
/// The oldest are dropped first.</summary>
internal sealed class AnswerCache
{
    private const int MostAnswers = 1024;
    private const int MostBytes = 16 * 1024 * 1024;
    private const int MostBytesOfOne = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<AnsweredCall, byte[]> _answers = [];
    private readonly Queue<AnsweredCall> _order = new();
    private int _bytes;

    /// <summary>Keeps an answer, unless it is too large: in that case a copy of the call is run again.</summary>
    public void Keep(AnsweredCall call, ReadOnlySpan<byte> answer)
    {
        if (answer.Length > MostBytesOfOne)
        {
            return;
        }

        lock (_lock)
        {
            if (!_answers.TryAdd(call, answer.ToArray()))
            {
                return;
            }

            _order.Enqueue(call);
            _bytes += answer.Length;
            while (_order.Count > MostAnswers || _bytes > MostBytes)
            {
                _answers.Remove(_order.Dequeue(), out var oldest);
                _bytes -= oldest!.Length;
            }
        }
    }

    /// <summary>The answer that a call got, or null when it got none or it was dropped.</summary>
    public byte[]? Find(AnsweredCall call)
    {
        lock (_lock)
        {
            return _answers.GetValueOrDefault(call);
        }
    }
}
