import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { greeted, runServer, type ServerProcess } from './process.js';

export const dovecotProgram = '/usr/sbin/dovecot';

export interface DovecotOptions {
  /** A short absolute path: unix sockets lie in it. */
  readonly dir: string;
  readonly imapPort: number;
  readonly imapsPort: number;
  readonly lmtpPort: number;
  readonly users: readonly { readonly address: string; readonly password: string }[];
  /** Prefix of the personal namespace, e.g. `INBOX.`; its last character is the separator. Default: none and `/`. */
  readonly namespacePrefix?: string;
  /** Storage limit per user, e.g. `1M`. */
  readonly quota?: string;
  /** False: no folder but INBOX is made and none has a special use, as on old servers. Default true. */
  readonly specialUse?: boolean;
  /** Mail to `user+Folder@` is delivered into that folder. Default false. */
  readonly filesByDetail?: boolean;
  /** False: no Received of its own, which would tell the machine's clock. Default true. */
  readonly received?: boolean;
}

/** Writes users, certificate and configuration into `dir`. */
export function writeDovecotConfig(options: DovecotOptions): void {
  const { dir } = options;
  for (const sub of ['run', 'mail', 'log']) mkdirSync(`${dir}/${sub}`, { recursive: true });
  const owner = mailOwner();
  if (owner.root) chownSync(`${dir}/mail`, owner.uid, owner.gid);
  if (!existsSync(`${dir}/cert.pem`)) makeCertificate(dir);
  const lines = options.users.map(({ address, password }) => `${address}:{PLAIN}${password}::::::`);
  writeFileSync(`${dir}/users`, `${lines.join('\n')}\n`);
  chmodSync(`${dir}/users`, 0o644);
  writeFileSync(`${dir}/dovecot.conf`, config(options, owner));
}

/** Starts Dovecot out of a directory written by `writeDovecotConfig`; resolves when IMAP greets. */
export async function startDovecot(options: DovecotOptions): Promise<ServerProcess> {
  // A killed Dovecot leaves it behind, and its pid may live on as a zombie or as somebody else.
  rmSync(`${options.dir}/run/master.pid`, { force: true });
  const command = [dovecotProgram, '-F', '-c', `${options.dir}/dovecot.conf`];
  const server = runServer('dovecot', command, `${options.dir}/log/dovecot.err`);
  try {
    await Promise.all([greeted(options.imapPort), greeted(options.lmtpPort)]);
  } catch (error) {
    await server.kill();
    throw error;
  }
  return server;
}

interface Owner {
  readonly root: boolean;
  readonly user: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
}

/** Dovecot refuses to run mail processes as root, so root's mail belongs to nobody. */
function mailOwner(): Owner {
  const me = userInfo();
  if (me.uid !== 0) return { root: false, user: me.username, group: id('-gn'), uid: me.uid, gid: me.gid };
  const of = (flag: string) => Number(id(flag, 'nobody'));
  return { root: true, user: 'nobody', group: id('-gn', 'nobody'), uid: of('-u'), gid: of('-g') };
}

function id(...args: string[]): string {
  return execFileSync('id', args, { encoding: 'utf8' }).trim();
}

function makeCertificate(dir: string): void {
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    `${dir}/key.pem`,
  ];
  const cert = ['-days', '30', '-subj', '/CN=localhost', '-addext', names, '-out', `${dir}/cert.pem`];
  execFileSync('openssl', ['req', '-x509', ...key, ...cert], { stdio: 'ignore' });
  // Exim reads it as its own user when it does TLS.
  chmodSync(`${dir}/key.pem`, 0o644);
}

function folders(options: DovecotOptions): string {
  const prefix = options.namespacePrefix ?? '';
  const separator = prefix === '' ? '/' : prefix.slice(-1);
  const uses = ['Sent', 'Drafts', 'Trash', 'Junk', 'Archive'];
  const made =
    options.specialUse === false
      ? ''
      : uses.map((n) => `  mailbox ${n} {\n    special_use = \\${n}\n    auto = subscribe\n  }\n`).join('');
  return `namespace inbox {\n  inbox = yes\n  separator = ${separator}\n  prefix = ${prefix}\n${made}}\n`;
}

function config(options: DovecotOptions, owner: Owner): string {
  const { dir } = options;
  const login = owner.root ? 'dovenull' : owner.user;
  const internal = owner.root ? 'dovecot' : owner.user;
  const chroot = owner.root ? '' : 'chroot =';
  const quota =
    options.quota === undefined
      ? ''
      : `mail_plugins = quota\nplugin {\n  quota = count:User quota\n  quota_vsizes = yes\n  quota_grace = 0\n  quota_rule = *:storage=${options.quota}\n}\n`;
  return `base_dir = ${dir}/run
state_dir = ${dir}/run
log_path = ${dir}/log/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_login_user = ${login}
default_internal_user = ${internal}
default_internal_group = ${owner.root ? 'dovecot' : owner.group}
default_vsz_limit = 0
first_valid_uid = 1
ssl = yes
ssl_cert = <${dir}/cert.pem
ssl_key = <${dir}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
auth_username_format = %Lu
recipient_delimiter = +
lmtp_save_to_detail_mailbox = ${options.filesByDetail ? 'yes' : 'no'}
${options.received === false ? 'lmtp_add_received_header = no\n' : ''}mail_location = maildir:~/Maildir
mail_max_userip_connections = 200
mail_fsync = never
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${dir}/users
}
userdb {
  driver = passwd-file
  args = username_format=%u ${dir}/users
  override_fields = uid=${owner.user} gid=${owner.group} home=${dir}/mail/%d/%n
}
${quota}${folders(options)}service imap-login {
  inet_listener imap {
    port = ${options.imapPort}
  }
  inet_listener imaps {
    port = ${options.imapsPort}
    ssl = yes
  }
  process_min_avail = 1
  ${chroot}
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${options.lmtpPort}
  }
  user = ${owner.user}
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
  ${chroot}
}
service stats {
  ${chroot}
}
`;
}
