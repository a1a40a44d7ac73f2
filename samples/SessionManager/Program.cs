using Messaging;
using SessionManager;

const string Usage = """
    peer  --socket /tmp/sessions.sock [--hold 1000]                    answers the manager on a Unix socket, until Ctrl+C; with --hold
                                                                       it answers nothing until that many questions are waiting
    serve --socket /tmp/sessions.sock --url thrift://127.0.0.1:9090    serves sessions.thrift in whatever protocol clients speak, until
                                                                       Ctrl+C, and asks the peer
    """;

try
{
    if (args is ["serve", .. var serving] && Arguments.TryParse(serving) is { } serve)
    {
        await ServeCommand.RunAsync(serve);
        return 0;
    }

    if (args is ["peer", .. var peering] && Arguments.TryParse(peering) is { } peer)
    {
        await PeerCommand.RunAsync(peer);
        return 0;
    }
}
catch (MessagingException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

Console.Error.WriteLine(Usage);
return 2;
