using System.Buffers.Text;
using System.Security.Cryptography;

namespace Logistics.Local;

/// <summary>Generated secrets, a file each that only its owner reads; made once and found again.</summary>
public sealed class Secrets(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Folder => folder;

    /// <summary>The secret of this name; 192 random bits in base64url at its first use.</summary>
    public string Get(string name) => Get(name, () => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24)));

    /// <summary>The secret of this name; made by <paramref name="make"/> at its first use.</summary>
    public string Get(string name, Func<string> make)
    {
        var file = Path.Combine(folder, name);
        if (!File.Exists(file))
        {
            Write(file, make());
        }

        return File.ReadAllText(file);
    }

    /// <summary>Writes a file that only its owner reads, whole or not at all.</summary>
    public static void Write(string file, string text)
    {
        var part = $"{file}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(part, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        }))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
        }

        File.Move(part, file, overwrite: true);
    }
}
