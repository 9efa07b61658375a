using System.Buffers.Binary;

namespace Logistics.Tags.Doors;

/// <summary>
/// Protocol Buffers' wire format without objects. Says only that something is odd, never what: whoever meets oddness has the message
/// parsed by the generated code.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    internal readonly bool AtEnd => _rest.IsEmpty;

    internal bool TryTag(out int field, out int wireType)
    {
        var ok = TryVarint(out var tag) && tag <= uint.MaxValue;
        (field, wireType) = ((int)(tag >> 3), (int)(tag & 7));
        return ok && field > 0;
    }

    internal bool TryVarint(out ulong value)
    {
        value = 0;
        for (var i = 0; i < 10 && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] >= 0x80) continue;
            _rest = _rest[(i + 1)..];
            return true;
        }

        return false;
    }

    internal bool TryDouble(out double value)
    {
        value = 0;
        if (_rest.Length < 8) return false;
        value = BinaryPrimitives.ReadDoubleLittleEndian(_rest);
        _rest = _rest[8..];
        return double.IsFinite(value);
    }

    internal bool TryBytes(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!TryVarint(out var length) || length > (ulong)_rest.Length) return false;
        bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }
}
