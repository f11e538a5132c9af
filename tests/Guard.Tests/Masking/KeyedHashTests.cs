using System.Buffers.Binary;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Tests.Masking;

public class KeyedHashTests
{
    /// <summary>From the reference code's vectors for SipHash-2-4-128: key 00…0f, input 00, 01, … of the given length.</summary>
    [Theory]
    [InlineData(0, "A3817F04BA25A8E66DF67214C7550293")]
    [InlineData(1, "DA87C1D86B99AF44347659119B22FC45")]
    public void The_reference_vectors_are_met(int length, string expected)
    {
        byte[] key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        byte[] input = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        Span<byte> hash = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(hash, new KeyedHash(key).Long(input));
        Assert.Equal(expected, Convert.ToHexString(hash));
    }
}
