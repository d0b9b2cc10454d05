#pragma once
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// Macros of OpenSSL that Swift's importer does not see.
static inline long vl_ssl_set_tlsext_host_name(SSL *ssl, const char *name) {
    return SSL_set_tlsext_host_name(ssl, name);
}
static inline long vl_ssl_ctx_set_min_proto_version(SSL_CTX *context, int version) {
    return SSL_CTX_set_min_proto_version(context, version);
}
static inline long vl_ssl_set_mode(SSL *ssl, long mode) { return SSL_set_mode(ssl, mode); }
static inline void vl_ssl_ctx_set_read_ahead(SSL_CTX *context) { SSL_CTX_set_read_ahead(context, 1); }

// sk_X509_* are macros too.
static inline int vl_chain_count(STACK_OF(X509) *chain) { return sk_X509_num(chain); }
static inline X509 *vl_chain_certificate(STACK_OF(X509) *chain, int index) { return sk_X509_value(chain, index); }

// A BIO over a nonblocking socket that never raises SIGPIPE. OpenSSL's own socket BIO writes without MSG_NOSIGNAL.
#include <errno.h>
#include <stdint.h>
#include <sys/socket.h>

static int vl_socket_bio_write(BIO *bio, const char *bytes, int count) {
    BIO_clear_retry_flags(bio);
    ssize_t sent = send((int)(intptr_t)BIO_get_data(bio), bytes, (size_t)count, MSG_NOSIGNAL);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_write(bio);
    return (int)sent;
}
static int vl_socket_bio_read(BIO *bio, char *bytes, int count) {
    BIO_clear_retry_flags(bio);
    ssize_t got = recv((int)(intptr_t)BIO_get_data(bio), bytes, (size_t)count, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
    return (int)got;
}
static long vl_socket_bio_control(BIO *bio, int command, long number, void *pointer) {
    (void)bio;
    (void)number;
    (void)pointer;
    return command == BIO_CTRL_FLUSH;
}
static inline BIO_METHOD *vl_socket_bio_method(void) {
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without SIGPIPE");
    if (!method) return NULL;
    BIO_meth_set_write(method, vl_socket_bio_write);
    BIO_meth_set_read(method, vl_socket_bio_read);
    BIO_meth_set_ctrl(method, vl_socket_bio_control);
    return method;
}
static inline BIO *vl_socket_bio(const BIO_METHOD *method, int socket) {
    BIO *bio = BIO_new(method);
    if (!bio) return NULL;
    BIO_set_data(bio, (void *)(intptr_t)socket);
    BIO_set_init(bio, 1);
    return bio;
}
