using System.Globalization;
using Messaging.Soak.Serving;

return args switch
{
    [ServeCommand.Name, var url, var topic, var server, var life, var file] =>
        await ServeCommand.RunAsync(url, topic, server, ushort.Parse(life, CultureInfo.InvariantCulture), file),
    _ => 2,
};
