namespace Messaging.DocsExamples.Examples;

// <detach>
public sealed class Printer
{
    public string? Print(string file, RpcContext context)
    {
        DetachedReply reply = context.Detach();     // from here on, the handle answers instead of the method
        _ = FinishAsync(file, reply);
        return null;                                // ignored; the slot is free for the next call
    }

    private static async Task FinishAsync(string file, DetachedReply reply)
    {
        await using (reply)                         // if it is disposed without an answer, the caller gets an error
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5));
                await reply.ReplyAsync($"printed {file}");
            }
            catch (IOException e)
            {
                await reply.FailAsync(e);
            }
        }
    }
}
// </detach>
