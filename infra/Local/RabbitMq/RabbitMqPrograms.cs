namespace Logistics.Local;

internal static class RabbitMqPrograms
{
    // Debian's wrappers in /usr/sbin change to the user rabbitmq; these do not.
    private static readonly string[] Folders = ["/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin"];

    public static bool AreInstalled => Server is not null && Epmd is not null;

    public static string? Server => Folders.Select(folder => Path.Combine(folder, "rabbitmq-server")).FirstOrDefault(File.Exists);

    public static string? Epmd => Command.Find("epmd");
}
