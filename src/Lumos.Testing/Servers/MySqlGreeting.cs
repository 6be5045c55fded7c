using System.Net.Sockets;

namespace Lumos.Testing.Servers;

/// <summary>Whether a server of MySQL's protocol is up: it greets whoever connects.</summary>
internal static class MySqlGreeting
{
    /// <summary>Whether a greeting comes from a Unix socket, within two seconds.</summary>
    public static bool Comes(string path)
    {
        if (!File.Exists(path)) return false;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 2000 };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket.Receive(new byte[64]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
