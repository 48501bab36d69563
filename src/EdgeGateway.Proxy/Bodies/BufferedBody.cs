using System.Buffers;
using EdgeGateway.Callbacks;

namespace EdgeGateway.Proxy.Bodies;

/// <summary>
/// The received bytes in one pooled array, lent to whoever sends them, and a stream for whoever else reads the request. Once disposed it
/// returns no data, so that a stale reference can never read what the array is used for next.
/// </summary>
internal sealed class BufferedBody : Stream
{
    private readonly BufferBudget _budget;
    private byte[]? _array = [];
    private int _length;
    private int _position;
    private int _isDisposed;
    private bool _wasRead;

    /// <summary>Who needs the array: whoever is to dispose this, and everyone it is lent to.</summary>
    private int _holders = 1;

    /// <summary>An empty body. It takes memory only for the bytes that arrive, whatever length was announced.</summary>
    /// <param name="budget">Counts the memory.</param>
    /// <param name="format">What the request says of the bytes.</param>
    public BufferedBody(BufferBudget budget, BodyFormats format)
    {
        _budget = budget;
        Format = format;
    }

    /// <summary>How the bytes are to be read.</summary>
    public BodyFormats Format { get; }

    public override long Length => _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>Whether anyone has begun to read, be it an empty body: before that, the merchant cannot have got the callback.</summary>
    public bool WasRead => Volatile.Read(ref _wasRead);

    public ReadOnlySpan<byte> Bytes => _array.AsSpan(0, _length);

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>Adds received bytes; false where the budget has no room for them. Only before the first read.</summary>
    public bool TryAppend(in ReadOnlySequence<byte> bytes)
    {
        var added = (int)bytes.Length;
        if (_array!.Length - _length < added)
        {
            if (TryRent(Math.Max(_array.Length * 2, _length + added)) is not { } larger)
            {
                return false;
            }

            Bytes.CopyTo(larger);
            Return(_array);
            _array = larger;
        }

        bytes.CopyTo(_array.AsSpan(_length));
        _length += added;
        return true;
    }

    /// <summary>All bytes at once, to be read without a copy. The array stays out of the pool until the loan is given back.</summary>
    public Loan Lend()
    {
        Hold();
        Volatile.Write(ref _position, _length);
        Volatile.Write(ref _wasRead, true);
        return new Loan(this);
    }

    public override int Read(Span<byte> buffer)
    {
        Hold();
        var position = Volatile.Read(ref _position);
        var count = Math.Min(buffer.Length, _length - position);
        _array.AsSpan(position, count).CopyTo(buffer);
        Volatile.Write(ref _position, position + count);
        Volatile.Write(ref _wasRead, true);
        GiveBack();
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            GiveBack();
        }

        base.Dispose(disposing);
    }

    private void Hold()
    {
        int holders;
        do
        {
            holders = Volatile.Read(ref _holders);
            ObjectDisposedException.ThrowIf(holders == 0 || Volatile.Read(ref _isDisposed) != 0, this);
        }
        while (Interlocked.CompareExchange(ref _holders, holders + 1, holders) != holders);
    }

    private void GiveBack()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Return(_array!);
            _array = null;
        }
    }

    private byte[]? TryRent(int capacity)
    {
        // The pool may give a longer array than was asked for: that length is what counts.
        var array = ArrayPool<byte>.Shared.Rent(capacity);
        if (_budget.TryReserve(array.Length))
        {
            return array;
        }

        ArrayPool<byte>.Shared.Return(array);
        return null;
    }

    private void Return(byte[] array)
    {
        _budget.Release(array.Length);
        ArrayPool<byte>.Shared.Return(array);
    }

    /// <summary>A reader of all bytes. To be disposed once, when nobody reads them any more.</summary>
    public readonly struct Loan(BufferedBody body) : IDisposable
    {
        public ReadOnlyMemory<byte> Bytes => body._array.AsMemory(0, body._length);

        public void Dispose() => body.GiveBack();
    }
}
