using System.Buffers;
using System.Runtime.CompilerServices;

namespace EdgeGateway.Callbacks.Parsing;

/// <summary>A growable, reusable byte buffer. Not thread-safe.</summary>
/// <remarks>Returned spans are valid until the next append.</remarks>
internal sealed class ByteBuffer
{
    private const int InitialCapacity = 1024;

    /// <summary>
    /// A larger array is returned to the pool when the buffer is cleared, so that one large callback does not keep memory.
    /// </summary>
    private const int MaxRetainedCapacity = 256 * 1024;

    private byte[] _bytes = new byte[InitialCapacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > MaxRetainedCapacity)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = new byte[InitialCapacity];
        }
    }

    /// <summary>
    /// Discards everything after <paramref name="length"/>, and overwrites it with zeros if <paramref name="zero"/> is set.
    /// </summary>
    public void Truncate(int length, bool zero = false)
    {
        if (zero)
        {
            _bytes.AsSpan(length, Length - length).Clear();
        }

        Length = length;
    }

    /// <summary>Everything from <paramref name="start"/> on, for in-place changes.</summary>
    public Span<byte> From(int start) => _bytes.AsSpan(start, Length - start);

    /// <summary>Removes a range by moving the following bytes over it.</summary>
    public void RemoveRange(int start, int length)
    {
        _bytes.AsSpan(start + length, Length - start - length).CopyTo(_bytes.AsSpan(start));
        Length -= length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(byte value)
    {
        if (Length == _bytes.Length)
        {
            Grow(1);
        }

        _bytes[Length++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Length += value.Length;
    }

    /// <summary>Appends a name and its separator.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<byte> value, byte separator)
    {
        var room = Reserve(value.Length + 1);
        value.CopyTo(room);
        room[value.Length] = separator;
        Length += value.Length + 1;
    }

    /// <summary>Appends a name and a value, each with its terminator.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<byte> name, byte separator, ReadOnlySpan<byte> value, byte end)
    {
        var size = name.Length + value.Length + 2;
        var room = Reserve(size);
        name.CopyTo(room);
        room[name.Length] = separator;
        value.CopyTo(room[(name.Length + 1)..]);
        room[size - 1] = end;
        Length += size;
    }

    /// <summary>Reserves at least <paramref name="size"/> bytes; follow with <see cref="Advance"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int size)
    {
        if (_bytes.Length - Length < size)
        {
            Grow(size);
        }

        return _bytes.AsSpan(Length);
    }

    /// <summary>Marks <paramref name="size"/> reserved bytes as written.</summary>
    public void Advance(int size) => Length += size;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + size));
        Written.CopyTo(larger);
        if (_bytes.Length > InitialCapacity)
        {
            // The array may contain a copy of a secret after the buffer's end.
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        }

        _bytes = larger;
    }
}
