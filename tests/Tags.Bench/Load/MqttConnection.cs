using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Logistics.Tags.Bench.Load;

/// <summary>As much of an MQTT 3.1.1 client as a gateway needs: sign in, subscribe, publish with QoS 1.</summary>
internal sealed class MqttConnection : IDisposable
{
    private const byte Connect = 0x10;
    private const byte PublishQos1 = 0x32;
    private const byte Subscribe = 0x82;

    private readonly NetworkStream _stream;

    /// <summary>A packet is written whole: acknowledgements are sent while batches are.</summary>
    private readonly SemaphoreSlim _writing = new(1);

    private MqttConnection(NetworkStream stream) => _stream = stream;

    internal static async Task<MqttConnection> Open(int port, string user, string password)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var connection = new MqttConnection(new(socket, ownsSocket: true));
        await connection.Send(Connect, [.. Text("MQTT"), 4, 0xc2, 0, 60, .. Text(user), .. Text(user), .. Text(password)]);
        var (kind, body) = await connection.Receive();
        return kind == 0x20 && body is [_, 0] ? connection : throw new IOException($"The broker did not let {user} in: {Convert.ToHexString(body)}");
    }

    internal async Task Listen(string topic)
    {
        await Send(Subscribe, [0, 1, .. Text(topic), 1]);
        if (await Receive() is not (0x90, [_, _, < 3])) throw new IOException($"{topic} may not be subscribed to.");
    }

    internal Task Publish(string topic, ushort id, byte[] payload)
    {
        var header = Text(topic).Concat(Number(id)).ToArray();
        return Send(PublishQos1, header, payload);
    }

    /// <summary>The next packet's first byte and the rest of it; a publish is acknowledged.</summary>
    internal async Task<(byte Kind, byte[] Body)> Receive()
    {
        var one = new byte[1];
        await _stream.ReadExactlyAsync(one);
        var (kind, length, shift) = (one[0], 0, 0);
        do
        {
            await _stream.ReadExactlyAsync(one);
            length |= (one[0] & 0x7f) << shift;
            shift += 7;
        }
        while (one[0] >= 0x80);
        var body = new byte[length];
        await _stream.ReadExactlyAsync(body);
        if ((kind & 0xf0) == 0x30 && (kind & 0x06) != 0)
        {
            var topic = BinaryPrimitives.ReadUInt16BigEndian(body);
            await Write([0x40, 2, body[2 + topic], body[3 + topic]], null);
        }

        return (kind, body);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _writing.Dispose();
    }

    private async Task Send(byte kind, byte[] header, byte[]? payload = null)
    {
        var packet = new List<byte> { kind };
        var rest = header.Length + (payload?.Length ?? 0);
        do
        {
            var digit = (byte)(rest & 0x7f);
            rest >>= 7;
            packet.Add(rest > 0 ? (byte)(digit | 0x80) : digit);
        }
        while (rest > 0);
        await Write([.. packet, .. header], payload);
    }

    private async Task Write(byte[] packet, byte[]? payload)
    {
        await _writing.WaitAsync();
        try
        {
            await _stream.WriteAsync(packet);
            if (payload is not null) await _stream.WriteAsync(payload);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static byte[] Text(string text) => [.. Number((ushort)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Number(ushort number) => [(byte)(number >> 8), (byte)number];
}
